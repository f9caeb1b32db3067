"""Buckets, tables, secrets and distributions, real in moto."""

import json

from .errors import Failed
from .naming import fresh, generated


class Bucket:
    @staticmethod
    def create(makers, stack, resource):
        name = resource.properties.get("BucketName") or fresh(stack, resource, lower=True)
        where = {} if stack.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": stack.region}}
        makers.client("s3", stack.region).create_bucket(Bucket=name, **where)
        Bucket._is(stack, resource, name)
        if resource.properties.get("VersioningConfiguration"):
            makers.client("s3", stack.region).put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})

    @staticmethod
    def _is(stack, resource, name):
        resource.id = name
        resource.attributes = {
            "Arn": f"arn:aws:s3:::{name}",
            "DomainName": f"{name}.s3.amazonaws.com",
            "RegionalDomainName": f"{name}.s3.{stack.region}.amazonaws.com",
        }

    @staticmethod
    def update(makers, stack, resource, before):
        pass

    @staticmethod
    def delete(makers, stack, resource):
        makers.client("s3", stack.region).delete_bucket(Bucket=resource.id)

    @staticmethod
    def adopt(makers, stack, resource, identifier):
        makers.client("s3", stack.region).head_bucket(Bucket=identifier["BucketName"])
        Bucket._is(stack, resource, identifier["BucketName"])
        return resource.id


class Table:
    SAME = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes")

    @staticmethod
    def create(makers, stack, resource):
        asked = resource.properties
        name = asked.get("TableName") or fresh(stack, resource)
        tables = makers.client("dynamodb", stack.region)
        tables.create_table(
            TableName=name,
            DeletionProtectionEnabled=_truth(asked.get("DeletionProtectionEnabled")),
            **{each: asked[each] for each in Table.SAME if each in asked},
        )
        if asked.get("TimeToLiveSpecification"):
            lives = asked["TimeToLiveSpecification"]
            tables.update_time_to_live(
                TableName=name, TimeToLiveSpecification={"AttributeName": lives["AttributeName"], "Enabled": _truth(lives["Enabled"])}
            )
        Table._is(stack, resource, name)

    @staticmethod
    def _is(stack, resource, name):
        resource.id = name
        resource.attributes = {"Arn": f"arn:aws:dynamodb:{stack.region}:{stack.account}:table/{name}"}

    @staticmethod
    def update(makers, stack, resource, before):
        protected = _truth(resource.properties.get("DeletionProtectionEnabled"))
        makers.client("dynamodb", stack.region).update_table(TableName=resource.id, DeletionProtectionEnabled=protected)

    @staticmethod
    def delete(makers, stack, resource):
        makers.client("dynamodb", stack.region).delete_table(TableName=resource.id)

    @staticmethod
    def adopt(makers, stack, resource, identifier):
        makers.client("dynamodb", stack.region).describe_table(TableName=identifier["TableName"])
        Table._is(stack, resource, identifier["TableName"])
        return resource.id


class Secret:
    @staticmethod
    def create(makers, stack, resource):
        name = resource.properties.get("Name") or fresh(stack, resource)
        text = Secret._text(resource.properties)
        made = makers.client("secretsmanager", stack.region).create_secret(Name=name, **({"SecretString": text} if text else {}))
        resource.id = made["ARN"]
        resource.attributes = {"Id": made["ARN"]}

    @staticmethod
    def _text(asked):
        about = asked.get("GenerateSecretString")
        if about is None:
            return asked.get("SecretString", "")
        if "SecretStringTemplate" not in about:
            return generated(about)
        return json.dumps({**json.loads(about["SecretStringTemplate"]), about["GenerateStringKey"]: generated(about)})

    @staticmethod
    def update(makers, stack, resource, before):
        """What generates is generated anew when, and only when, its own words change. Source: the property's page."""
        # A secret without either has no value until somebody puts one in.
        for what in ("GenerateSecretString", "SecretString"):
            if resource.properties.get(what) != before.get(what):
                makers.client("secretsmanager", stack.region).put_secret_value(SecretId=resource.id, SecretString=Secret._text(resource.properties))
                return

    @staticmethod
    def delete(makers, stack, resource):
        makers.client("secretsmanager", stack.region).delete_secret(SecretId=resource.id, ForceDeleteWithoutRecovery=True)

    @staticmethod
    def adopt(makers, stack, resource, identifier):
        found = makers.client("secretsmanager", stack.region).describe_secret(SecretId=identifier["Id"])
        resource.id = found["ARN"]
        resource.attributes = {"Id": found["ARN"]}
        return resource.id


class Distribution:
    """Its id and its invalidations are real; what it would serve is not."""

    @staticmethod
    def create(makers, stack, resource):
        nothing = {"Quantity": 0, "Items": []}
        made = makers.client("cloudfront", "us-east-1").create_distribution(
            DistributionConfig={
                "CallerReference": resource.wanted.name + stack.id,
                "Comment": resource.properties["DistributionConfig"].get("Comment", ""),
                "Enabled": True,
                "Origins": {"Quantity": 1, "Items": [{"Id": "site", "DomainName": "site.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
                "DefaultCacheBehavior": {
                    "TargetOriginId": "site",
                    "ViewerProtocolPolicy": "redirect-to-https",
                    "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
                    "TrustedSigners": {"Enabled": False, **nothing},
                    "MinTTL": 0,
                },
            }
        )["Distribution"]
        resource.id = made["Id"]
        resource.attributes = {"Id": made["Id"], "DomainName": made["DomainName"]}

    @staticmethod
    def update(makers, stack, resource, before):
        pass

    @staticmethod
    def delete(makers, stack, resource):
        client = makers.client("cloudfront", "us-east-1")
        client.delete_distribution(Id=resource.id, IfMatch=client.get_distribution(Id=resource.id)["ETag"])


KINDS = {
    "AWS::S3::Bucket": Bucket,
    "AWS::DynamoDB::Table": Table,
    "AWS::SecretsManager::Secret": Secret,
    "AWS::CloudFront::Distribution": Distribution,
}


def _truth(value):
    if value in (True, "true"):
        return True
    if value in (False, "false", None):
        return False
    raise Failed(f"Properties validation failed: {value} is neither true nor false")
