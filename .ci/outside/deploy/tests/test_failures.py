"""A first deploy that stops at a step, the next one, and calls that fail."""

import pytest
from conftest import STACK
from test_first_deploy import KEY

KINDS = [
    "MediaBucket",
    "AWS::DynamoDB::Table",
    "AWS::SecretsManager::Secret",
    "AWS::CloudFront::Distribution",
    "AWS::Lambda::Version",
    "AWS::StepFunctions::StateMachine",
    "Custom::Site",
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_deploy_that_stops_leaves_nothing_and_the_next_one_goes_through(door, checkout, there, kind):
    there.cloud.faults.fail("create", kind, "it does not work today", times=1)
    said = door(checkout, "--yes", "DailyLimit=44")
    assert said.code == 1, said
    assert "it does not work today" in said and kind in said
    assert there.stack().status == "ROLLBACK_COMPLETE"
    assert there.is_empty()
    again = door(checkout, "--yes", "DailyLimit=44")
    assert again.code == 0, again
    assert "could not be made the last time" in again
    assert there.stack().status == "CREATE_COMPLETE" and there.settings()["DailyLimit"] == "44"


def test_what_a_failed_way_back_leaves_is_said_and_goes_with_everything(door, checkout, there):
    there.cloud.faults.fail("create", "Custom::Site", "no", times=1)
    there.cloud.faults.fail("delete", "Distribution", "in use", times=1)
    assert door(checkout, "--yes").code == 1 and there.stack().status == "ROLLBACK_FAILED"
    first = there.stack()
    said = door(checkout, "--yes")
    assert said.code == 0, said
    kept = [it.id for it in first.resources.values() if it.status == "DELETE_SKIPPED" and "Version" not in it.wanted.name]
    assert kept and "These stay, and the new stack" in said and all(each in said for each in kept), said
    said = door(checkout, "--delete", "everything", input=f"{STACK}\n")
    assert said.code == 0 and there.is_empty(), said


def test_an_account_that_is_not_verified_is_told_what_to_do(door, checkout, there):
    there.cloud.faults.fail("create", "AWS::CloudFront::Distribution", "Access denied for operation 'AWS::CloudFront::Distribution: Your account must be verified before you can add new CloudFront resources.'", times=1)
    said = door(checkout, "--yes")
    assert said.code == 1 and "AWS Support" in said, said
    assert there.is_empty()


def test_a_leftover_is_not_touched_without_a_word(door, checkout, there):
    there.cloud.faults.fail("create", "TasksTable", times=1)
    assert door(checkout, "--yes").code == 1
    said = door(checkout)
    assert said.code == 1 and "./deploy --yes makes it" in said, said
    assert there.stack().status == "ROLLBACK_COMPLETE"


@pytest.mark.parametrize("call", ["cloudformation:DescribeStacks", "sts:GetCallerIdentity"])
def test_a_call_that_never_works_is_no_answer(door, checkout, there, call):
    assert door(checkout, "--yes", "DailyLimit=44").code == 0
    before = there.stack().updated, there.versions()
    for how in ("throttled", "denied", "broken"):
        there.cloud.faults.fail_call(call, how)
        said = door(checkout, "--yes")
        assert said.code == 1 and "Exception" not in said, said
        there.cloud.faults.mend()
    assert there.settings()["DailyLimit"] == "44"
    assert (there.stack().updated, there.versions()) == before


@pytest.mark.parametrize("how", ["throttled", "broken", "lost"])
def test_a_call_that_fails_once_is_made_again(door, checkout, there, how):
    assert door(checkout, "--yes", "DailyLimit=44").code == 0
    before = there.versions()
    there.cloud.faults.fail_call("cloudformation:DescribeStacks", how, times=1)
    said = door(checkout, "--yes", "DailyBudgetUsd=7")
    assert said.code == 0, said
    assert (there.settings()["DailyLimit"], there.settings()["DailyBudgetUsd"]) == ("44", "7")
    assert {name: count + 1 for name, count in before.items() if count} == {name: count for name, count in there.versions().items() if count}


def test_the_key_that_is_missing_is_asked_for_again(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    said = door.at_terminal(checkout, answers=[(r"The provider's API key[^\n]*: ", KEY)])
    assert said.code == 0 and KEY not in said.text, said
    assert KEY in there.secret()
    other = door(checkout, "--key", input="another-key\n")
    assert other.code == 0 and "another-key" in there.secret(), other


def test_what_is_wrong_with_the_way_to_aws_is_said(door, checkout, there):
    for told, environment in [
        ("No region is set", {"AWS_REGION": None}),
        ("region", {"AWS_REGION": "nowhere"}),
        ("", {"AWS_ACCESS_KEY_ID": "somebody-else"}),
        ("", {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}),
        ("", {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}),
    ]:
        said = door(checkout, "--yes", **environment)
        assert said.code == 1 and told in said, said
        assert "\tat " not in said, said
        assert there.stack() is None and there.is_empty()


def test_a_stack_whose_names_would_be_too_long_is_refused_at_once(door, checkout, there):
    said = door(checkout, "--yes", STACK="a-name-that-is-much-too-long-for-a-function-of-cloudfront")
    assert said.code == 1 and "choose a shorter one" in said, said
    assert not [call for call, _ in said.calls if "Create" in call]
