"""The tagging API: which buckets, tables and secrets bear a stack's tags. It tells also of what is gone, as AWS does for a while."""

KINDS = {"AWS::DynamoDB::Table": "dynamodb:table", "AWS::S3::Bucket": "s3", "AWS::SecretsManager::Secret": "secretsmanager:secret"}


class Tags:
    def __init__(self):
        self._borne = {}  # (region, ARN): (kind, tags)

    def put_on(self, stack, resource):
        """CloudFormation's own, and the resource's. Source: CloudFormation's guide, "Resource tag"."""
        if resource.wanted.kind not in KINDS:
            return
        tags = {each["Key"]: each["Value"] for each in resource.properties.get("Tags", [])}
        names = {"stack-name": stack.name, "stack-id": stack.id, "logical-id": resource.wanted.name}
        tags.update({f"aws:cloudformation:{name}": value for name, value in names.items()})
        arn = resource.attributes.get("Arn") or resource.id
        self._borne[stack.region, arn] = (KINDS[resource.wanted.kind], tags)

    def get_resources(self, region, ResourceTypeFilters, TagFilters):
        found = [
            {"ResourceARN": arn, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
            for (where, arn), (kind, tags) in self._borne.items()
            if where == region and kind in ResourceTypeFilters and all(tags.get(each["Key"]) in each["Values"] for each in TagFilters)
        ]
        return {"PaginationToken": "", "ResourceTagMappingList": found}
