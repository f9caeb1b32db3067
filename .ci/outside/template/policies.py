"""policies.py FOLDER...: every policy in them under parliament; whatever it finds fails, but for what is excepted here."""

import pathlib
import sys
import warnings

warnings.filterwarnings("ignore")  # parliament's own use of pkg_resources

from parliament import analyze_policy_string  # noqa: E402

# What it finds, where, and why that is right.
EXCEPTED = {
    # SAM writes these two without one, and takes no Version for them: then IAM reads them as of 2008-10-17, which knows no
    # policy variables. They have none: each allows one action on one resource.
    ("NO_VERSION", "GiveUpFunctionRole-0"): "the right to the queue, of EventInvokeConfig's OnFailure",
    ("NO_VERSION", "KeepAwakeEveryWeekRole-0"): "the right to start the machine, of the schedule",
}


def main(*folders):
    left = 0
    used = set()
    files = [file for folder in folders for file in sorted(pathlib.Path(folder).glob("*.json"))]
    for file in files:
        for finding in analyze_policy_string(file.read_text(encoding="utf-8")).findings:
            if (finding.issue, file.stem) in EXCEPTED:
                used.add((finding.issue, file.stem))
            else:
                left += 1
                print(f"{file}: {finding.issue} {finding.detail} {finding.location}")
    for issue, stem in set(EXCEPTED) - used:
        left += 1
        print(f"{issue} in {stem} is excepted and not found any more: take the exception away.")
    print(f"{len(files)} policies, {left} findings.")
    sys.exit(1 if left or not files else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
