package dev.darkroom.local.hiapi.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Draws an imagined landscape: sky, light, ridges that fade with distance, sometimes water. The words decide all of it,
 * so that the same words give the same picture.
 */
final class Painter {

    private final double w;
    private final double h;
    private final Random chance;
    private final Palette palette;
    private final Graphics2D g;

    private Painter(int width, int height, Random chance, Palette palette, Graphics2D graphics) {
        this.w = width;
        this.h = height;
        this.chance = chance;
        this.palette = palette;
        this.g = graphics;
    }

    /** @param seed decides the landscape */
    static BufferedImage paint(int width, int height, String words, String model, long seed) {
        var chance = new Random(seed);
        var palette = Palette.of(words, chance.nextInt(1000));
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        new Painter(width, height, chance, palette, graphics).paintLandscape();
        new Caption(graphics, width, height, palette).draw(words, model);
        graphics.dispose();
        return picture;
    }

    private void paintLandscape() {
        var horizon = h * (0.50 + 0.14 * chance.nextDouble());
        var sun = new Point2D.Double(
                w * (0.22 + 0.56 * chance.nextDouble()), horizon - h * (0.08 + 0.2 * chance.nextDouble()));
        paintSky(horizon);
        if (palette.isDark()) {
            paintStars(horizon);
        }
        paintSun(sun);
        paintClouds(horizon);
        var water = chance.nextInt(3) == 0 || palette == Palette.LAGOON;
        paintRidges(horizon, water ? 3 : 7, water ? h * 0.10 : h - horizon);
        if (water) {
            paintSea(horizon + h * 0.075, sun);
        }
    }

    private void paintSky(double horizon) {
        g.setPaint(
                new LinearGradientPaint(0, 0, 0, (float) (horizon + h * 0.05), new float[] {0, 0.55f, 1}, new Color[] {
                    palette.zenith(), palette.sky(), palette.horizon()
                }));
        g.fill(new Rectangle2D.Double(0, 0, w, h));
    }

    private void paintStars(double horizon) {
        for (var i = 0; i < 170; i++) {
            var y = horizon * Math.pow(chance.nextDouble(), 1.4);
            var size = Math.min(w, h) * (0.0008 + 0.0022 * Math.pow(chance.nextDouble(), 4));
            g.setColor(Palette.clear(palette.light(), (1 - y / horizon) * (0.3 + 0.7 * chance.nextDouble())));
            g.fill(new Ellipse2D.Double(w * chance.nextDouble(), y, size * 2, size * 2));
        }
    }

    private void paintSun(Point2D sun) {
        var unit = Math.min(w, h);
        paintGlow(sun, unit * 0.95, 0.55);
        paintGlow(sun, unit * 0.32, 0.60);
        var radius = unit * (0.045 + 0.05 * chance.nextDouble());
        g.setPaint(new RadialGradientPaint(sun, (float) (radius * 1.03), new float[] {0, 0.93f, 1}, new Color[] {
            palette.light(), Palette.clear(palette.light(), 0.96), Palette.clear(palette.light(), 0)
        }));
        g.fill(around(sun, radius * 1.03, radius * 1.03));
    }

    private void paintGlow(Point2D centre, double radius, double strength) {
        g.setPaint(new RadialGradientPaint(centre, (float) radius, new float[] {0, 0.3f, 0.65f, 1}, new Color[] {
            Palette.clear(palette.light(), strength),
            Palette.clear(Palette.between(palette.light(), palette.horizon(), 0.4), strength * 0.42),
            Palette.clear(palette.horizon(), strength * 0.12),
            Palette.clear(palette.horizon(), 0)
        }));
        g.fill(around(centre, radius, radius));
    }

    private static Ellipse2D around(Point2D centre, double across, double down) {
        return new Ellipse2D.Double(centre.getX() - across, centre.getY() - down, across * 2, down * 2);
    }

    /** Long thin veils: round ones, pressed flat. */
    private void paintClouds(double horizon) {
        for (var i = 0; i < 9; i++) {
            var x = w * (chance.nextDouble() * 1.2 - 0.1);
            var y = horizon * (0.25 + 0.7 * chance.nextDouble());
            var radius = w * (0.10 + 0.22 * chance.nextDouble());
            var before = g.getTransform();
            g.translate(x, y);
            g.scale(1, 0.05 + 0.05 * chance.nextDouble());
            g.setPaint(new RadialGradientPaint(0, 0, (float) radius, new float[] {0, 0.5f, 1}, new Color[] {
                Palette.clear(palette.light(), 0.20),
                Palette.clear(palette.light(), 0.08),
                Palette.clear(palette.light(), 0)
            }));
            g.fill(around(new Point2D.Double(), radius, radius));
            g.setTransform(before);
        }
    }

    /** Each nearer one is darker, lower and rougher; at its foot it fades into mist. */
    private void paintRidges(double horizon, int count, double depth) {
        for (var i = 0; i < count; i++) {
            var near = (i + 1.0) / count;
            var base = horizon + depth * Math.pow((double) i / count, 1.35) * 0.92;
            var height = h * (0.055 + 0.075 * near) * (0.7 + 0.6 * chance.nextDouble());
            var line = new HillOutline(chance.nextLong(), 1.6 + 2.2 * chance.nextDouble(), 0.40 + 0.10 * near);
            var shape = new Path2D.Double();
            shape.moveTo(0, h);
            for (var x = 0.0; x <= w + 2; x += Math.max(1, w / 640)) {
                shape.lineTo(x, base - height * line.at(x / Math.max(w, h * 0.8)));
            }
            shape.lineTo(w + 2, h);
            shape.closePath();
            var colour = Palette.between(palette.far(), palette.near(), Math.pow(near, 1.25));
            var mist = Palette.between(colour, palette.horizon(), 0.55 * (1 - near) + 0.08);
            g.setPaint(new GradientPaint(0, (float) (base - height), colour, 0, (float) (base + depth * 0.32), mist));
            g.fill(shape);
        }
    }

    private void paintSea(double shore, Point2D sun) {
        var deep = Palette.between(palette.zenith(), palette.near(), 0.55);
        var shallow = Palette.between(palette.sky(), palette.horizon(), 0.5);
        g.setPaint(new LinearGradientPaint(0, (float) shore, 0, (float) h, new float[] {0, 0.35f, 1}, new Color[] {
            shallow, Palette.between(shallow, deep, 0.55), deep
        }));
        g.fill(new Rectangle2D.Double(0, shore, w, h - shore));
        for (var i = 0; i < 260; i++) {
            var down = Math.pow(chance.nextDouble(), 1.6);
            var y = shore + (h - shore) * down;
            var glitter = i % 2 == 0;
            var spread =
                    glitter ? w * (0.02 + 0.10 * down) * chance.nextGaussian() : w * (chance.nextDouble() - 0.5) * 2;
            var length = w * (0.006 + 0.05 * down * chance.nextDouble() + 0.012 * chance.nextDouble());
            var strength = (glitter ? 0.55 : 0.10) * (1 - 0.55 * down);
            g.setStroke(new BasicStroke(
                    (float) (h * (0.0012 + 0.0042 * down)), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.setColor(Palette.clear(palette.light(), strength * (0.4 + 0.6 * chance.nextDouble())));
            var x = sun.getX() + spread;
            g.draw(new Line2D.Double(x - length, y, x + length, y));
        }
    }
}
