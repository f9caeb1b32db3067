"""Deletion of both kinds, protected and not, and stopped half-way; and what is left taken up again."""

from conftest import STACK


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
    assert said.code == 0 and "The stack is gone." in said, said
    assert bucket in said and table in said and secret in said
    assert there.stack().status == "DELETE_COMPLETE"
    assert there.buckets() == {bucket} and there.tables() == {table} and there.keys(bucket) == {"generations/a.png"}
    assert there.functions() == set()


def test_everything(door, checkout, there):
    filled(door, checkout, there)
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 0 and "All is gone." in said, said
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


def test_nothing_is_deleted_where_there_is_nothing(door, checkout, there):
    for arguments in (["--delete"], ["--delete", "everything"]):
        said = door(checkout, *arguments, input=f"{STACK}\n")
        assert said.code == 1 and "nothing to delete" in said, said
