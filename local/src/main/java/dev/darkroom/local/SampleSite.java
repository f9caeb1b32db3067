package dev.darkroom.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.aws.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * What the event of PublishSite cannot know when it is written: a bucket for the page, and the signed address of another
 * where the reply is put, as CloudFormation gives one. There is no edge.
 */
record SampleSite(S3Client s3, S3Presigner presigner) {

    static final String BUCKET = "site";
    static final String REPLIES = "replies";
    static final String REPLY = "reply.json";

    /** The layer that the event names. */
    static final String FILES = "arn:aws:lambda:eu-central-1:123456789012:layer:SiteFiles0a1b2c3d4e:1";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes the two buckets in the store of these clients. */
    static SampleSite createIn(Clients clients) {
        var site = new SampleSite(clients.s3(), clients.presigner());
        site.s3.createBucket(make -> make.bucket(BUCKET));
        site.s3.createBucket(make -> make.bucket(REPLIES));
        return site;
    }

    /** The settings that go with it. */
    static Map<String, String> settings(Path home) {
        return Map.of("SITE_FOLDER", home.resolve("site").toString(), "SITE_FILES", FILES);
    }

    byte[] putInto(String event) throws IOException {
        var request = (ObjectNode) JSON.readTree(event);
        request.put(
                "ResponseURL",
                presigner
                        .presignPutObject(sign -> sign.signatureDuration(Duration.ofHours(1))
                                .putObjectRequest(put -> put.bucket(REPLIES).key(REPLY)))
                        .url()
                        .toString());
        if (request.get("ResourceProperties") instanceof ObjectNode properties) {
            properties.put("Bucket", BUCKET).put("Distribution", "");
        }
        return JSON.writeValueAsBytes(request);
    }
}
