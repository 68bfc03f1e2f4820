"""SDKs whose facts were read or measured by hand: here their fixes run all the same."""

from __future__ import annotations

from recipes import Recipe, Use

FURTHER = (
    Recipe(
        "agno",
        "agno.models.openai.OpenAIChat",
        {"id": '"gpt-4o"', "api_key": '"k"', "base_url": '"{url}/v1"'},
        (Use("", after='Agent(model=client, telemetry=False).run("hi")'),),
        requirements=("agno==3.1.10", "openai==3.54.0"),
        setup="from agno.agent import Agent\n",
    ),
    # By gRPC it cannot be shown a server of ours, by REST it can.
    Recipe(
        "google-generativeai",
        "google.generativeai.GenerativeModel",
        {"0": '"gemini-1.5-flash"'},
        (Use("generate_content", {"0": '"hi"'}),),
        setup=(
            "import google.generativeai as genai\n"
            'genai.configure(api_key="k", transport="rest",'
            ' client_options={"api_endpoint": "{url}"})\n'
        ),
    ),
)
