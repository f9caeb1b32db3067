"""The first deploy, in a terminal and unattended, and what comes after it."""

import re

import pexpect
from conftest import STACK

KEY = "hiapi-key-of-the-test"


def test_unattended(door, checkout, there):
    said = door(checkout, "--yes", "DailyLimit=44")
    assert said.code == 0, said
    assert "The stack darkroom in eu-central-1, account 123456789012." in said
    assert "No e-mail address gets alarms" in said
    assert re.search(r"The page is at https://\S+\.cloudfront\.net", said.text), said
    stack = there.stack()
    assert (stack.status, stack.protected) == ("CREATE_COMPLETE", True)
    assert there.settings()["DailyLimit"] == "44"
    assert set(there.versions().values()) <= {0, 1}
    assert there.secret() == "" and "--key" in said


def test_in_a_terminal(door, checkout, there):
    said = door.at_terminal(checkout, answers=questions(checkout, "y", DailyLimit="44") + [(r"The provider's API key[^\n]*: ", KEY)])
    assert said.code == 0, said
    assert there.stack().status == "CREATE_COMPLETE" and there.stack().protected
    assert there.settings()["DailyLimit"] == "44"
    assert KEY in there.secret() and KEY not in said.text
    assert "The page is at https://" in said


def test_nothing_changed(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    before = there.versions(), there.stack().updated
    said = door(checkout, "--yes")
    assert said.code == 0, said
    assert (there.versions(), there.stack().updated) == before
    assert "No changes to deploy." in said


def test_a_setting_is_changed_and_the_others_stay(door, checkout, there):
    assert door(checkout, "--yes", "DailyLimit=44", "AlarmEmail=me@example.com").code == 0
    before = there.versions()
    said = door(checkout, "--yes", "DailyBudgetUsd=7")
    assert said.code == 0, said
    assert "No e-mail address gets" not in said
    settings = there.settings()
    assert (settings["DailyLimit"], settings["DailyBudgetUsd"], settings["AlarmEmail"]) == ("44", "7", "me@example.com")
    assert there.stack().status == "UPDATE_COMPLETE"
    assert {name: count + 1 for name, count in before.items() if count} == {name: count for name, count in there.versions().items() if count}


def test_a_declined_first_deploy_leaves_nothing(door, checkout, there):
    said = door.at_terminal(checkout, answers=questions(checkout, "n"))
    assert said.code != 0, said
    assert "Nothing was deployed." in said
    assert there.is_empty()
    assert there.stack() is None or there.stack().deleted


def questions(checkout, deploy, **answers):
    """What a first deploy asks, in its order, and what is typed: Enter where nothing is said."""
    template = checkout.read("template.yaml")
    groups = template[template.index("ParameterGroups") : template.index("\nParameters:")]
    names = [name for listed in re.findall(r"Parameters:\s*\[([^\]]*)\]", groups) for name in re.split(r",\s*", listed)]
    return [
        (r"The stack's name \[darkroom\]: ", ""),
        (r"The region \[eu-central-1\]: ", ""),
        *((rf"  {name} \[[^\n]*\]: ", answers.get(name, "")) for name in names if name not in ("Revision", "PublishPage")),
        (r"Deploy this changeset\? \[y/N\]: ", deploy),
    ]


def test_ctrl_c_at_the_key_leaves_the_terminal_with_its_echo(door, checkout, there):
    assert door(checkout, "--yes").code == 0
    child = door.spawn(checkout, "--key")
    child.expect("API key")
    assert child.waitnoecho(900), "a key is not seen while it is typed"
    child.sendintr()
    child.expect(pexpect.EOF)
    assert child.getecho()
    assert there.secret() == ""
