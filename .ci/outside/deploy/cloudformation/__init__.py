"""A small CloudFormation, with moto's server behind it. README.md beside this folder says what it does not prove."""
