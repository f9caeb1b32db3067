package dev.darkroom;

import java.net.URI;

/** An address that somebody has to give: all that may be in it, and nothing that would be sent on unseen. */
final class BaseUrl {

    private static final int LAST_PORT = 65_535;

    private BaseUrl() {}

    /**
     * An absolute http or https address, without a slash at its end.
     *
     * @throws BadSetting with that name; it does not quote what was given, which may hold a password
     */
    static URI read(String name, String text) {
        try {
            var url = URI.create(text.replaceAll("/+$", ""));
            var http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            var bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            if (http && bare && url.getHost() != null && url.getPort() <= LAST_PORT && url.getPort() != 0) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below, by name.
        }
        throw new BadSetting(
                name, "must be an address such as https://example.com, without a password, a ? or a # in it");
    }
}
