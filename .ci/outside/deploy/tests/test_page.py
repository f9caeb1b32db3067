"""The page as a resource: what is in site/ is in the bucket after every deploy that goes well, and after none that does not."""

import os


def page(there):
    client = there.cloud.client("s3", "eu-central-1")
    bucket = there.part("SiteBucket")
    return {key: client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in there.keys(bucket)}


def folder(checkout):
    return {str(it.relative_to(checkout.folder / "site")): it.read_bytes() for it in (checkout.folder / "site").rglob("*") if it.is_file()}


def test_an_edited_page_arrives_and_only_it(door, checkout, second_checkout, there):
    assert door(checkout, "--yes").code == 0
    assert page(there) == folder(checkout)
    # The same size, and older than what is in the bucket: in a second checkout, as a colleague has it.
    words = second_checkout.read("site/texts.js")
    second_checkout.write("site/texts.js", words.replace("e", "a", 1))
    os.utime(second_checkout.folder / "site/texts.js", (0, 0))
    (second_checkout.folder / "site/favicon.svg").unlink()
    assert door(second_checkout, "--yes").code == 0
    assert page(there) == folder(second_checkout)
    assert "favicon.svg" not in page(there) and page(there)["texts.js"].decode() != words


def test_a_page_that_was_damaged_by_hand_is_put_there_again(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    before = there.versions()
    client, bucket = there.cloud.client("s3", "eu-central-1"), there.part("SiteBucket")
    client.delete_object(Bucket=bucket, Key="index.html")
    client.put_object(Bucket=bucket, Key="texts.js", Body=b"// damaged")
    there.put(bucket, "more.js", "// added")
    said = door(checkout, "--yes")
    assert said.code == 0 and "is not what is in site/" in said, said
    assert page(there) == folder(checkout) and there.versions() == before
    said = door(checkout, "--yes")
    assert said.code == 0 and "No changes to deploy." in said, said


def test_a_failed_update_leaves_settings_and_page_as_they_were(door, checkout, there):
    assert door(checkout, "--yes", "DailyLimit=44").code == 0
    before = page(there), there.settings()["DailyLimit"], there.stack().outputs
    checkout.write("site/texts.js", "// another")
    there.cloud.faults.fail("update", "CreateTaskFunction", "Lambda had a bad day", times=1)
    said = door(checkout, "--yes", "DailyLimit=45")
    assert said.code == 1, said
    assert "CreateTaskFunction" in said and "Lambda had a bad day" in said
    assert there.stack().status == "UPDATE_ROLLBACK_COMPLETE"
    assert (page(there), there.settings()["DailyLimit"], there.stack().outputs) == before
    again = door(checkout, "--yes", "DailyLimit=45")
    assert again.code == 0, again
    assert there.settings()["DailyLimit"] == "45" and page(there)["texts.js"] == b"// another"


def test_a_page_that_cannot_be_put_fails_the_update_and_comes_back(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    before = page(there)
    checkout.write("site/texts.js", "// another")
    there.cloud.faults.fail("update", "Custom::Site", "the page could not be put", times=1)
    said = door(checkout, "--yes")
    assert said.code == 1 and "the page could not be put" in said, said
    assert page(there) == before


def test_a_declined_update_changes_nothing(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    before = page(there), there.settings(), there.versions()
    checkout.write("site/texts.js", "// another")
    said = door.at_terminal(checkout, "DailyLimit=45", answers=[(r"Deploy this changeset\? \[y/N\]: ", "n")])
    assert said.code == 1 and "Nothing was deployed." in said, said
    assert (page(there), there.settings(), there.versions()) == before
