package dev.darkroom.local.hiapi.drawing;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Colours that go together: three of the sky from its top to the horizon, the light, and the land far and near. */
enum Palette {
    DAWN("dawn|morning|peach|rose|spring", "#3b4a7a #c98fa8 #ffd9b8 #fff3dc #a98aa8 #1d2140"),
    EMBER("sunset|fire|red|autumn|desert|dragon", "#2c1b47 #c2475a #ffb46b #ffe9b5 #8f3d5c #190f26"),
    LAGOON("sea|ocean|beach|island|summer|teal", "#0f5e7d #4fb3bf #d8f3e3 #fffbe6 #5aa5ab #06283a"),
    FOREST("forest|tree|green|garden|moss|tea|leaf", "#27524f #7fae8c #eef0c9 #fffde8 #6f9b83 #0d231f"),
    NIGHT("night|moon|star|space|dark|city", "#070b24 #1f2a5c #5b5f9e #f4f0ff #3a437d #04061a"),
    ICE("snow|ice|winter|arctic|glacier|white", "#5d83b5 #a9cbe6 #f3f8fb #ffffff #93b3d1 #22395c"),
    LAVENDER("flower|purple|lavender|dream|cat", "#4b3f8f #a58bd0 #f9d8e6 #fff6f0 #8a7bbd #1e1842"),
    GOLD("gold|wheat|honey|brass|lion|dog", "#6b5b8a #dca46c #ffe7a8 #fffbe0 #b58a6e #2d1f33"),
    STORM("rain|storm|grey|gray|fog|ship", "#1f2d3d #56707f #c5d3cf #f5f3e4 #6a828c #0d1620"),
    AURORA("aurora|north|magic|neon|robot", "#06152e #14566b #6fe0b4 #f1ffe9 #1c6373 #030b1a");

    private final List<String> words;
    private final List<Color> colours;

    Palette(String words, String colours) {
        this.words = List.of(words.split("\\|"));
        this.colours = Arrays.stream(colours.split(" ")).map(Color::decode).toList();
    }

    /** The one that fits a word of the prompt, or else the one that {@code chance} falls on. */
    static Palette of(String prompt, int chance) {
        var said = List.of(prompt.toLowerCase(Locale.ROOT).split("\\P{L}+"));
        return Arrays.stream(values())
                .filter(palette ->
                        palette.words.stream().anyMatch(word -> said.contains(word) || said.contains(word + "s")))
                .findFirst()
                .orElse(values()[Math.floorMod(chance, values().length)]);
    }

    Color zenith() {
        return colours.get(0);
    }

    Color sky() {
        return colours.get(1);
    }

    Color horizon() {
        return colours.get(2);
    }

    Color light() {
        return colours.get(3);
    }

    Color far() {
        return colours.get(4);
    }

    Color near() {
        return colours.get(5);
    }

    boolean isDark() {
        return this == NIGHT || this == AURORA;
    }

    /** From {@code a} (0) to {@code b} (1). */
    static Color between(Color a, Color b, double share) {
        var s = Math.clamp(share, 0, 1);
        return new Color(
                (int) Math.round(a.getRed() + (b.getRed() - a.getRed()) * s),
                (int) Math.round(a.getGreen() + (b.getGreen() - a.getGreen()) * s),
                (int) Math.round(a.getBlue() + (b.getBlue() - a.getBlue()) * s));
    }

    /** The colour, {@code opacity} 0 to 1. */
    static Color clear(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int)
                Math.round(255 * Math.clamp(opacity, 0, 1)));
    }
}
