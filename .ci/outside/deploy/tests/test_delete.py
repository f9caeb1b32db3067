"""Deletion of both kinds, protected and not, and stopped half-way; and what is left taken up again."""

import json

from conftest import REGION, STACK


def filled(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    bucket = there.part("MediaBucket")
    there.put(bucket, "generations/a.png", "paid for")
    return bucket, there.part("TasksTable"), there.part("SiteSecret")


def test_what_was_paid_for_stays(door, checkout, there):
    bucket, table, secret = filled(door, checkout, there)
    assert door(checkout, "--delete", input="no\n").code == 1
    assert there.stack().status == "CREATE_COMPLETE"
    said = door(checkout, "--delete", input=f"{STACK}\n")
    assert said.code == 0 and "The stack is deleted." in said, said
    assert bucket in said and table in said and secret in said
    assert there.stack().status == "DELETE_COMPLETE"
    assert there.buckets() == {bucket} and there.tables() == {table} and there.keys(bucket) == {"generations/a.png"}
    assert there.functions() == set()


def test_everything(door, checkout, there):
    filled(door, checkout, there)
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 0 and "Everything is deleted." in said, said
    assert there.is_empty() and there.stack().status == "DELETE_COMPLETE"
    again = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert again.code == 1 and "nothing to delete" in again, again


def test_a_protected_table_is_seen_before_anything_is_touched(door, checkout, there):
    assert door(checkout, "--yes", "ProtectTable=true").code == 0
    bucket = there.part("MediaBucket")
    there.put(bucket, "generations/a.png", "paid for")
    before = there.buckets(), there.tables(), there.secrets(), there.functions()
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 1 and "ProtectTable=false first. Nothing was deleted." in said, said
    assert (there.buckets(), there.tables(), there.secrets(), there.functions()) == before
    assert there.keys(bucket) == {"generations/a.png"} and there.stack().status == "CREATE_COMPLETE"


def test_a_protected_table_that_is_left_goes_by_the_command_that_is_told(door, checkout, there):
    assert door(checkout, "--yes", "ProtectTable=true").code == 0
    table = there.part("TasksTable")
    assert door(checkout, "--delete", input=f"{STACK}\n").code == 0
    told = f"aws dynamodb update-table --region {REGION} --table-name {table} --no-deletion-protection-enabled"
    for new_one in (False, True):
        if new_one:
            assert door(checkout, "--yes").code == 0
        before = there.buckets(), there.tables(), there.secrets(), there.functions()
        said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
        assert said.code == 1 and f"{told} first. Nothing was deleted." in said, said
        assert (there.buckets(), there.tables(), there.secrets(), there.functions()) == before
    there.cloud.client("dynamodb", REGION).update_table(TableName=table, DeletionProtectionEnabled=False)
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 0 and "Everything is deleted." in said and there.is_empty(), said


def test_what_every_earlier_stack_has_left_is_named_and_goes(door, checkout, there):
    left = []
    for _ in range(2):
        left += filled(door, checkout, there)
        said = door(checkout, "--delete", input=f"{STACK}\n")
        assert said.code == 0 and all(each in said for each in left), said
    # CloudFormation forgets after 90 days; what is left does not go by that.
    there.cloud.stacks.stacks.clear()
    said = door(checkout, "--delete", input=f"{STACK}\n")
    assert said.code == 1 and all(each in said for each in left), said
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 0 and all(each in said for each in left), said
    assert "Everything is deleted." in said and there.is_empty(), said


def test_access_logs_that_were_turned_off_go_with_everything(door, checkout, there):
    assert door(checkout, "--yes", "AccessLogDays=9").code == 0
    bucket = there.part("AccessLogsBucket")
    there.put(bucket, "visits.gz", "addresses")
    assert door(checkout, "--yes", "AccessLogDays=").code == 0
    assert bucket in there.buckets() and "AccessLogsBucket" not in there.stack().resources
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 0 and f"AccessLogsBucket {bucket}" in said and there.is_empty(), said


def test_somebody_elses_stack_of_that_name_is_left_alone(door, checkout, there):
    table = {
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        },
    }
    stacks = there.cloud.client("cloudformation", REGION)
    stacks.create_change_set(StackName=STACK, ChangeSetName="theirs", ChangeSetType="CREATE", TemplateBody=json.dumps({"Resources": {"Customers": table}}))
    stacks.execute_change_set(StackName=STACK, ChangeSetName="theirs")
    there.stack().protected = True
    before = there.tables()
    for arguments in (["--yes"], ["--key"], ["--delete"], ["--delete", "everything"]):
        said = door(checkout, *arguments, input=f"{STACK}\n")
        assert said.code == 1 and "is not Darkroom's: nothing was changed" in said, said
    assert there.tables() == before and there.stack().protected and there.stack().status == "CREATE_COMPLETE"


def test_a_deletion_that_stopped_goes_on(door, checkout, there):
    bucket, table, _ = filled(door, checkout, there)
    there.cloud.faults.fail("delete", "Distribution", "it is still in use", times=1)
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 1 and "it is still in use" in said and "run the same command again" in said, said
    assert there.keys(bucket) == {"generations/a.png"} and table in there.tables()
    there.cloud.faults.fail_call("dynamodb:DeleteTable", "denied", times=5)
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 1 and there.stack().status == "DELETE_COMPLETE" and table in there.tables(), said
    there.cloud.faults.mend()
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 0 and there.is_empty(), said


def test_a_new_stack_takes_up_what_an_old_one_left(door, checkout, there):
    bucket, table, secret = filled(door, checkout, there)
    assert door(checkout, "--delete", input=f"{STACK}\n").code == 0
    said = door(checkout, "--adopt", f"TasksTable={table}", f"MediaBucket={bucket}", f"SiteSecret={secret}", "--yes")
    assert said.code == 0, said
    assert (there.part("TasksTable"), there.part("MediaBucket"), there.part("SiteSecret")) == (table, bucket, secret)
    assert there.keys(bucket) == {"generations/a.png"}
    assert there.stack().status in ("UPDATE_COMPLETE", "IMPORT_COMPLETE")


def test_an_adopted_table_stays_protected(door, checkout, there):
    assert door(checkout, "--yes", "ProtectTable=true").code == 0
    table = there.part("TasksTable")
    assert door(checkout, "--delete", input=f"{STACK}\n").code == 0
    said = door(checkout, "--adopt", f"TasksTable={table}")
    assert said.code == 1 and "no terminal to ask for its settings at" in said, said
    assert there.stack().deleted, "nothing is taken in before that is said"
    assert door(checkout, "--adopt", f"TasksTable={table}", "--yes").code == 0
    assert there.settings()["ProtectTable"] == "true"
    assert there.cloud.client("dynamodb", REGION).describe_table(TableName=table)["Table"]["DeletionProtectionEnabled"]


def test_settings_outlive_an_adoption_that_stops_half_way(door, checkout, there):
    bucket, table, secret = filled(door, checkout, there)
    assert door(checkout, "--delete", input=f"{STACK}\n").code == 0
    there.cloud.faults.fail("create", "AWS::CloudFront::Distribution", "it does not work today", times=1)
    parts = [f"TasksTable={table}", f"MediaBucket={bucket}", f"SiteSecret={secret}"]
    said = door(checkout, "--adopt", *parts, "--yes", "DailyBudgetUsd=5", "SiteOrigins=https://a.example,https://b.example")
    assert said.code == 1 and "it does not work today" in said, said
    said = door(checkout)
    assert said.code == 0 and there.part("TasksTable") == table, said
    assert there.settings()["DailyBudgetUsd"] == "5" and there.settings()["SiteOrigins"] == "https://a.example,https://b.example"
    assert there.stack().protected


def test_nothing_is_deleted_where_there_is_nothing(door, checkout, there):
    for arguments in (["--delete"], ["--delete", "everything"]):
        said = door(checkout, *arguments, input=f"{STACK}\n")
        assert said.code == 1 and "nothing to delete" in said, said
