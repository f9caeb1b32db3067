package dev.darkroom.media;

import java.util.Optional;

class MemoryMediaTest extends MediaContract {

    private final MemoryMedia media = new MemoryMedia();

    @Override
    protected Media media() {
        return media;
    }

    @Override
    protected Optional<Served> served(String key) {
        return media.served(key);
    }
}
