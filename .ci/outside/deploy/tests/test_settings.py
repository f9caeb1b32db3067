"""Settings arrive as they were typed, stay each with its stack, and each can be changed."""

import pytest
from conftest import REGION, STACK

ODD = ["{\"a\\\\b\": 1}", "{'x y' = \"$HOME\" `id` \\ ü 書}", "{=}", "{a,b c=d}", "{\"Nano-Banana-Pro\": {\"1K\": 0.1}}"]


@pytest.mark.parametrize("text", ODD)
def test_a_setting_arrives_as_it_was_typed(door, checkout, there, text):
    assert door(checkout, "--yes", f"ModelPrices={text}").code == 0
    assert there.settings()["ModelPrices"] == text
    assert door(checkout, "--yes", "DailyLimit=9").code == 0
    assert there.settings()["ModelPrices"] == text


def test_each_setting_can_be_changed_and_makes_new_versions(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    before = there.versions()
    others = {
        "DailyLimit": "off", "DailyLimitPerAddress": "31", "DailyBudgetUsd": "26.5", "MonthlyBudgetUsd": "251",
        "HiapiBaseUrl": "https://hiapi.example/v1", "UseCallbacks": "false", "ProviderRequestsPerMinute": "61",
        "ProviderConcurrent": "11", "ModelPrices": "{}", "MaxPrompt": "2001", "MaxOutputBytes": "1000", "MaxUploadBytes": "1000",
        "CallbackWaitSeconds": "31", "TaskDeadlineSeconds": "901", "QueueDeadlineSeconds": "3601", "AlarmEmail": "me@example.com",
        "SiteOrigins": "https://a.example,https://b.example", "ResultsExpireDays": "9", "LogRetentionDays": "7",
        "PriceClass": "PriceClass_All", "ProtectTable": "true", "AccountBudgetUsd": "50", "AccessLogDays": "9", "Tracing": "Active",
    }
    said = door(checkout, "--yes", *(f"{name}={value}" for name, value in others.items()))
    assert said.code == 0, said
    settings = there.settings()
    assert {name: settings[name] for name in others} == others
    assert all(there.versions()[name] == count + 1 for name, count in before.items() if count)
    assert door(checkout, "--yes").code == 0
    assert {name: there.settings()[name] for name in others} == others


@pytest.mark.parametrize("wrong", ["DailyLimit=10.5", "DailyLimt=1", "HiapiBaseUrl=http://x", "Revision=1", "Domain=a.example"])
def test_a_wrong_setting_is_refused_before_anything_is_asked_of_aws(door, checkout, there, wrong):
    said = door(checkout, "--yes", wrong)
    assert said.code == 1 and wrong.split("=")[0] in said, said
    assert not [call for call, _ in said.calls if "Create" in call or "Put" in call] and there.stack() is None


def test_two_stacks_of_one_checkout_share_nothing(door, checkout, there):
    assert door(checkout, "--yes", "DailyLimit=44").code == 0
    assert door(checkout, "--yes", "DailyLimit=55", STACK="second").code == 0
    versions = there.versions()
    for stack in (STACK, "second"):
        assert "No changes to deploy" in door(checkout, "--yes", STACK=stack)
    assert there.versions() == versions
    assert there.settings()["DailyLimit"] == "44" and there.settings("second", REGION)["DailyLimit"] == "55"


def test_old_versions_are_pruned_to_five(door, checkout, there):
    for limit in range(7):
        assert door(checkout, "--yes", f"DailyLimit={limit}").code == 0
    assert set(there.versions().values()) <= {0, 5}
