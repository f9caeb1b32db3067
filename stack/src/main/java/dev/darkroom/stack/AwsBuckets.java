package dev.darkroom.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets of this account; each call names the account, so that a bucket of somebody else's is refused. */
final class AwsBuckets {

    private final S3Client s3;

    AwsBuckets(S3Client s3) {
        this.s3 = s3;
    }

    boolean has(String bucket, String account) {
        try {
            s3.headBucket(it -> it.bucket(bucket).expectedBucketOwner(account));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return false;
            }
            if (e.statusCode() == 403) {
                throw new DeployFailed(
                        "The bucket " + bucket + " is not this account's (" + account
                                + "), or you may not look into it.",
                        e);
            }
            throw e;
        }
    }

    /** A thousand at a time, as S3 takes them: each listed page is one deletion. */
    long empty(String bucket, String prefix, String account) {
        var count = 0L;
        var pages = s3.listObjectVersionsPaginator(ListObjectVersionsRequest.builder()
                .bucket(bucket)
                .prefix(prefix)
                .expectedBucketOwner(account)
                .build());
        for (var page : pages) {
            var found = new ArrayList<ObjectIdentifier>();
            page.versions().forEach(it -> found.add(one(it.key(), it.versionId())));
            page.deleteMarkers().forEach(it -> found.add(one(it.key(), it.versionId())));
            if (!found.isEmpty()) {
                delete(bucket, found, account);
                count += found.size();
            }
        }
        s3.listMultipartUploadsPaginator(it -> it.bucket(bucket).prefix(prefix).expectedBucketOwner(account)).stream()
                .flatMap(page -> page.uploads().stream())
                .forEach(upload -> s3.abortMultipartUpload(it -> it.bucket(bucket)
                        .key(upload.key())
                        .uploadId(upload.uploadId())
                        .expectedBucketOwner(account)));
        return count;
    }

    private static ObjectIdentifier one(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    private void delete(String bucket, List<ObjectIdentifier> objects, String account) {
        var errors = s3.deleteObjects(it -> it.bucket(bucket)
                        .expectedBucketOwner(account)
                        .delete(those -> those.objects(objects).quiet(true)))
                .errors();
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw new DeployFailed("S3 does not delete " + first.key() + " from " + bucket + ": " + first.message()
                    + " Mend that, and run the same command again.");
        }
    }

    Map<String, String> listDigests(String bucket, String account) {
        return s3.listObjectsV2Paginator(it -> it.bucket(bucket).expectedBucketOwner(account)).contents().stream()
                .collect(Collectors.toMap(S3Object::key, object -> object.eTag().replace("\"", "")));
    }

    void delete(String bucket, String account) {
        s3.deleteBucket(it -> it.bucket(bucket).expectedBucketOwner(account));
    }
}
