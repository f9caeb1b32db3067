"""Names and secrets as CloudFormation makes them; the names are the same again in an account that was emptied."""

import hashlib
import itertools
import secrets
import string

_numbers = itertools.count()


def begin_again():
    global _numbers
    _numbers = itertools.count()


def fresh(stack, resource, separator="-", lower=False):
    """A name as CloudFormation makes them: the stack's, the resource's, and what makes it unique."""
    end = hashlib.sha256(f"{stack.name} {resource.wanted.name} {next(_numbers)}".encode()).hexdigest()[:12].upper()
    name = separator.join([stack.name, resource.wanted.name, end])
    return name.lower() if lower else name


def generated(about):
    """Source: AWS::SecretsManager::Secret GenerateSecretString."""
    letters = string.ascii_letters + string.digits + ("" if about.get("ExcludePunctuation") else string.punctuation)
    return "".join(secrets.choice(letters) for _ in range(int(about.get("PasswordLength", 32))))
