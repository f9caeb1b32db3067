package dev.darkroom.local.hiapi.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The prompt, the model and the word "simulated", at the foot of a picture: nobody shall take it for a real one. */
final class Caption {

    private static final Logger LOG = System.getLogger(Caption.class.getName());
    private static final int LINES = 3;
    private static final int LEGIBLE = 64;

    private final Graphics2D g;
    private final int width;
    private final int height;
    private final Palette palette;

    Caption(Graphics2D graphics, int width, int height, Palette palette) {
        this.g = graphics;
        this.width = width;
        this.height = height;
        this.palette = palette;
    }

    /** A machine without any font gets the picture without words: Java says so with an error. */
    void draw(String words, String model) {
        if (Math.min(width, height) < LEGIBLE) {
            return;
        }
        try {
            write(words, model);
        } catch (RuntimeException | InternalError | LinkageError e) {
            LOG.log(Level.WARNING, "no font to write with: the picture has no caption", e);
        }
    }

    private void write(String words, String model) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        var unit = (float) Math.min(Math.min(width, height), Math.max(width, height) * 0.6);
        var margin = unit * 0.062f;
        var size = unit * 0.046f;
        var lines = lines(words, new Font(Font.SERIF, Font.ITALIC, 1).deriveFont(size), width - 2 * margin);
        var label = line(
                "simulated  \u00b7  " + model,
                new Font(Font.SANS_SERIF, Font.PLAIN, 1)
                        .deriveFont(Map.of(TextAttribute.SIZE, size * 0.52f, TextAttribute.TRACKING, 0.12f)));
        var block = lines.size() * size * 1.28f + size * 1.3f;
        shade(height - margin - block - size * 2.6f);
        var y = height - margin - block + size;
        g.setColor(Palette.clear(Color.WHITE, 0.96));
        for (var layout : lines) {
            layout.draw(g, margin, y);
            y += size * 1.28f;
        }
        g.setColor(Palette.clear(palette.light(), 0.55));
        g.fill(new Rectangle2D.Double(margin, y - size * 0.52f, size * 1.2, Math.max(1, size * 0.045)));
        g.setColor(Palette.clear(Color.WHITE, 0.82));
        label.draw(g, margin, height - margin);
    }

    /** White letters need a dark ground, whatever lies beneath. */
    private void shade(float top) {
        var ground = Palette.between(palette.near(), Color.BLACK, 0.35);
        g.setPaint(new GradientPaint(0, top, Palette.clear(ground, 0), 0, height, Palette.clear(ground, 0.88)));
        g.fill(new Rectangle2D.Double(0, top, width, height - top));
    }

    private List<TextLayout> lines(String words, Font font, float wrap) {
        var lines = new ArrayList<TextLayout>();
        if (words.isBlank()) {
            return lines;
        }
        var measurer = new LineBreakMeasurer(styled(words, font).getIterator(), g.getFontRenderContext());
        while (measurer.getPosition() < words.length()) {
            var start = measurer.getPosition();
            if (lines.size() == LINES - 1 && measurer.nextOffset(wrap) < words.length()) {
                var end = Math.max(start + 1, measurer.nextOffset(wrap * 0.94f));
                lines.add(line(words.substring(start, end).strip() + "\u2026", font));
                return lines;
            }
            lines.add(measurer.nextLayout(wrap));
        }
        return lines;
    }

    private TextLayout line(String text, Font font) {
        return new TextLayout(styled(text, font).getIterator(), g.getFontRenderContext());
    }

    private static AttributedString styled(String text, Font font) {
        var styled = new AttributedString(text);
        styled.addAttribute(TextAttribute.FONT, font);
        return styled;
    }
}
