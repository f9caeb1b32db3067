"""What our CloudFormation says when it does not do what it was asked."""


class Refused(Exception):
    """A call that is answered with an error, as AWS words it."""

    def __init__(self, message, code="ValidationError", status=400):
        super().__init__(message)
        self.message, self.code, self.status = message, code, status


class Failed(Exception):
    """A resource that could not be made, changed or deleted; the text is the reason in the stack's events."""
