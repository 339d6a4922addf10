"""What Claude Code used, for a dashboard of your own: asks the ledger by HTTP, needs nothing but Python's own library.

As a program: python3 token_usage.py [http://127.0.0.1:3000] [7d]
"""
import json
import sys
import urllib.parse
import urllib.request

SQL = """SELECT model, sum(input_tokens) AS input, sum(output_tokens) AS output, sum(cache_read_tokens) AS cache_read,
  sum(cache_creation_tokens) AS cache_creation, sum(cost_usd) AS cost_usd
FROM days WHERE model <> '' AND day >= date('now', :since) GROUP BY model ORDER BY cost_usd DESC"""


def ask(base, path, question=None):
    data = None if question is None else json.dumps(question).encode()
    request = urllib.request.Request(base + "/api/v1" + path, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _analyze_token_usage(base="http://127.0.0.1:3000", days=7):
    answer = ask(base, "/query", {"sql": SQL, "parameters": {"since": f"-{days} days"}})
    models = [dict(zip(answer["columns"], row)) for row in answer["rows"]]
    top = ask(base, "/sessions?" + urllib.parse.urlencode({"since": f"{days}d", "limit": 5}))
    return {"models": models, "total_cost_usd": sum(model["cost_usd"] for model in models), "top_sessions": top["rows"]}


if __name__ == "__main__":
    base, days = (sys.argv[1:] + ["http://127.0.0.1:3000", "7d"][len(sys.argv) - 1:])[:2]
    print(json.dumps(_analyze_token_usage(base, int(days.rstrip("d"))), indent=2))
