package dev.darkroom.visitor;

import java.util.List;
import java.util.Optional;

/** What a request tells of who sent it. Nothing of it is trusted but what {@link Visitors} checks. */
public interface CallerClaims {

    /** A header by its name in any case. */
    Optional<String> header(String name);

    List<String> cookies();

    /** The subject of a verified login, where there is one. */
    Optional<String> subject();

    /** The address that the gateway saw; in AWS that is CloudFront's. Empty when it is not known. */
    String sourceIp();

    /** Whether the page is served without TLS on the developer's own machine: no Secure cookie would come back. */
    boolean isLocal();
}
