package dev.darkroom.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model makes. */
public enum ModelKind {
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("video")
    VIDEO
}
