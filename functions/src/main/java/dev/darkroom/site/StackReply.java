package dev.darkroom.site;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a request.
 *
 * @param fields as CloudFormation reads them: all texts, 4096 bytes of JSON at most
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html">
 *     CloudFormation's user guide, Custom resource response objects</a>
 */
record StackReply(Map<String, Object> fields) {

    /** In the worst case each character takes six bytes, and the ids may take a kilobyte and more. */
    private static final int LONGEST_REASON = 400;

    static StackReply success(StackRequest request) {
        return reply(request, "SUCCESS", "Done.", "Update".equals(request.type()));
    }

    /** @param reason one sentence; CloudFormation shows it beside the resource */
    static StackReply failure(StackRequest request, String reason) {
        return reply(request, "FAILED", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)), false);
    }

    private static StackReply reply(StackRequest request, String status, String reason, boolean mayMove) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("Status", status);
        fields.put("Reason", reason);
        fields.put("PhysicalResourceId", physicalId(request, mayMove));
        fields.put("StackId", request.stackId());
        fields.put("RequestId", request.requestId());
        fields.put("LogicalResourceId", request.logicalId());
        return new StackReply(fields);
    }

    /**
     * The bucket: another bucket is another resource, and CloudFormation then has the old one's files deleted. Whatever
     * fails keeps the id that it had: were a failed update to give another, CloudFormation would take that for a new
     * resource and delete the page while it rolls back (aws-cdk#22670).
     */
    private static String physicalId(StackRequest request, boolean mayMove) {
        if (request.physicalId() != null && !mayMove) {
            return request.physicalId();
        }
        var bucket = request.property("Bucket");
        return bucket.isEmpty() ? "none" : bucket;
    }
}
