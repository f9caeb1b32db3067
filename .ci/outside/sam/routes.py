"""routes.py TEMPLATE: fails where SAM's own reading of the template leaves a route without its function.

As `sam local start-api` reads it, with the options of samconfig.yaml; once with a log-in and once without.
"""

import pathlib
import sys

from samcli.lib.config.samconfig import SamConfig
from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider

LOGIN = {"JwtIssuer": "https://login.example.com", "JwtAudience": "images"}


def routes(template, parameters):
    """Each route of the template as SAM serves it, with the function that it found, or None."""
    stacks, _ = SamLocalStackProvider.get_stacks(str(template), parameter_overrides=parameters)
    config = SamConfig(template.parent, SamConfig.get_default_file(str(template.parent)))
    options = config.get_all(["local", "start-api"], "parameters") if config.exists() else {}
    served = ApiProvider(stacks, disable_authorizer=options.get("disable_authorizer", False)).api.routes
    known = SamFunctionProvider(stacks)
    functions = {function.name for function in known.get_all()}
    found = {}
    for route in served:
        for method in route.methods:
            name = route.function_name if route.function_name in functions else None
            found[route.path if route.path == "$default" else f"{method} {route.path}"] = name
    written = {
        resource["Properties"]["RouteKey"]: None
        for resource in stacks[0].resources.values()
        if resource["Type"] == "AWS::ApiGatewayV2::Route"
    }
    return written | found


def main():
    template = pathlib.Path(sys.argv[1]).resolve()
    missing = []
    for form, parameters in {"no log-in": {}, "a log-in": LOGIN}.items():
        found = routes(template, parameters)
        if not found:
            missing.append(f"{form}: no route at all")
        missing += [f"{form}: {route}" for route, function in found.items() if function is None]
        print(f"With {form}: {len(found)} routes, {len(set(found.values()) - {None})} functions")
    if missing:
        sys.exit("SAM finds no function for " + ", ".join(missing))


main()
