package dev.darkroom.aws;

import static dev.darkroom.aws.S3Calls.askAmazon;

import dev.darkroom.site.SiteFile;
import dev.darkroom.site.Website;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * {@link Website} in a bucket behind CloudFront. A file's MD5 is its ETag, which comes with the list: S3 promises that of
 * what was put in one piece and is encrypted with S3's own keys, as here. After anything else the ETag is another text,
 * and the file is put again.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">S3's API reference, Object, ETag</a>
 */
final class S3Website implements Website {

    private final S3Client s3;
    private final String bucket;
    private final Consumer<String> edge;

    /** @param edge has all copies forgotten, given a reference */
    S3Website(S3Client s3, String bucket, Consumer<String> edge) {
        this.s3 = s3;
        this.bucket = bucket;
        this.edge = edge;
    }

    @Override
    public Map<String, String> listDigests() {
        return askAmazon(() -> {
            var found = new TreeMap<String, String>();
            try {
                s3.listObjectsV2Paginator(list -> list.bucket(bucket))
                        .contents()
                        .forEach(object -> found.put(object.key(), object.eTag().replace("\"", "")));
            } catch (NoSuchBucketException e) {
                return found;
            }
            return found;
        });
    }

    @Override
    public void put(SiteFile file, String cacheControl) {
        askAmazon(() -> s3.putObject(
                put -> put.bucket(bucket)
                        .key(file.name())
                        .contentType(SiteFile.contentType(file.name()))
                        .cacheControl(cacheControl),
                RequestBody.fromBytes(file.bytes())));
    }

    @Override
    public void delete(String name) {
        askAmazon(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(name)));
    }

    @Override
    public void invalidateCache(String reference) {
        edge.accept(reference);
    }
}
