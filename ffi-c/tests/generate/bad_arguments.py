"""Writes a C program that calls every function of the header with everything that can be wrong in an argument.

For each function and each of its arguments in turn, all others being right: NULL, text of NULL with a length, text that
is not UTF-8, a length of SIZE_MAX, numbers that stand for nothing. The status must be the one that says so, the error
must name it, and every output, filled with rubbish before, must be blank. A function or type that this does not know
stops it: new ones cannot be forgotten.
"""

import sys

import header

# Pointers that may be NULL; what then happens is told in the tests that are written by hand.
OPTIONAL = {"out_error", "user_data", "on_progress", "on_user"}
# These too, but not in the functions that are theirs.
OPTIONAL_ELSEWHERE = {"options", "cancel"}
OPTIONAL_IN = {
    ("zegoapi_client_new", "endpoint"), ("zegoapi_options_on_event", "callback"),
    ("zegoapi_callback_verifier_verify", "memory"), ("zegoapi_privileges_new_in_room", "stream_ids"),
    ("zegoapi_privileges_new_in_any_room", "stream_ids"),
}
# Functions without a status that take NULL: what they return for it, where that is not 0, false or empty.
DEFAULTS = {"zegoapi_app_is_test": "-1", "zegoapi_privileges_login": "-1", "zegoapi_privileges_publish": "-1"}
# Text that need not be UTF-8: it comes from the other side.
ANY_BYTES = {"body", "date", "detail"}
TEXTS = {
    "region": '""', "product": '"rtc"', "base_url": '"https://example.com"', "server_secret": '"secret"',
    "nonce": '"0123456789abcdef"', "json_object": '"{}"', "action": '"StartMix"', "name": '"Parameter"',
    "line": '"{\\"message\\":\\"0123456789abcdef\\",\\"user_id\\":\\"u1\\",\\"outcome\\":\\"sent\\"}"',
}
NUMBERS = {
    "app_id": 1, "limit": 1, "scope": 2, "calls": 1, "window_ms": 1000, "whole": 1, "valid_for_s": 60,
    "now": 1700000000, "stream_count": 2, "secret_count": 2, "window_s": 600, "capacity": 10, "product": 0, "http_status": 200, "cause": 1, "outcome": 1, "option": 1, "user_count": 2,
    "value_count": 2, "buffer_size": "sizeof buffer", "timestamp": 1, "call": 1,
}
NUMBERS_IN = {("zegoapi_options_set_text", "option"): "ZEGOAPI_OPTION_PROXY"}
# Numbers that stand for nothing.
OUT_OF_RANGE = {
    "limit": ["0", "5", "UINT32_MAX"], "scope": ["0", "8", "UINT32_MAX"], "http_status": ["65536", "UINT32_MAX"],
    "outcome": ["0", "5", "UINT32_MAX"], "user_count": ["SIZE_MAX"], "value_count": ["SIZE_MAX"],
    "stream_count": ["SIZE_MAX"],
    "option": ["0", "1000", "UINT32_MAX"],
}
OUT_OF_RANGE_IN = {
    ("zegoapi_call_not_sent", "cause"): ["0", "11", "UINT32_MAX"],
    ("zegoapi_fanout_not_sent", "cause"): ["0", "11", "UINT32_MAX"],
    ("zegoapi_call_unknown", "cause"): ["0", "4", "UINT32_MAX"],
    ("zegoapi_fanout_unknown", "cause"): ["0", "4", "UINT32_MAX"],
    ("zegoapi_options_number", "option"): [],
    # Every scope.
    ("zegoapi_explain", "scope"): ["8", "UINT32_MAX"],
    ("zegoapi_callback_read", "product"): ["5", "UINT32_MAX"],
    ("zegoapi_callback_verifier_new", "secret_count"): ["0", "SIZE_MAX"],
    ("zegoapi_options_set", "option"): ["0", "8", "61", "UINT32_MAX"],
    ("zegoapi_options_set_text", "option"): ["0", "1", "70", "UINT32_MAX"],
    ("zegoapi_command_write_url", "buffer_size"): ["SIZE_MAX"],
    ("zegoapi_random", "buffer_size"): ["SIZE_MAX"],
}
# Only an action that is no SendCustomCommand can be changed.
GENERIC = {
    "zegoapi_command_add_param", "zegoapi_command_add_list", "zegoapi_command_set_code_scope",
    "zegoapi_command_set_product",
}
# What a message's digest is where that is meant by the name.
TEXTS_IN = {
    ("zegoapi_report_line_write", "message"): '"0123456789abcdef"',
    ("zegoapi_report_line_read", "message"): '"0123456789abcdef"',
    ("zegoapi_command_new_get_from_json", "action"): '"DescribeUserNum"',
    ("zegoapi_token_make", "payload"): '""',
    ("zegoapi_token_make_with_iv", "payload"): '""',
    ("zegoapi_token_make_now", "payload"): '""',
    ("zegoapi_callback_verifier_verify", "timestamp"): 'signed_at',
    ("zegoapi_callback_verifier_verify", "nonce"): '"1"',
    ("zegoapi_callback_verifier_verify", "signature"): 'signature.text',
}


def may_be_null(function, name):
    elsewhere = name in OPTIONAL_ELSEWHERE and not function.startswith(f"zegoapi_{name}_")
    return elsewhere or name in OPTIONAL or (function, name) in OPTIONAL_IN


def right(function, kind, name):
    """A right value for an argument."""
    bare = kind.replace("const ", "").replace(" *", "*").replace("*", "")
    if name.startswith("out_"):
        return f"&{name}"
    if kind == "zegoapi_str_t":
        text = TEXTS_IN.get((function, name), TEXTS.get(name, chr(34) + "text" + chr(34)))
        return f"str({text})"
    if kind == "zegoapi_time_t":
        return "now"
    if kind == "const zegoapi_str_t *":
        return "texts"
    if kind in ("zegoapi_str_t *", "char *", "uint8_t *"):
        return {"z": "place", "c": "buffer", "u": "(uint8_t *)buffer"}[kind[0]]
    if kind == "const uint8_t *":
        return "random_bytes"
    if kind == "const zegoapi_stamp_t *":
        return "&stamp"
    if kind in ("const zegoapi_token_contents_t *", "zegoapi_token_contents_t *"):
        return "handles.contents"
    if kind in ("const zegoapi_callback_verifier_t *", "zegoapi_callback_verifier_t *"):
        return "handles.verifier"
    if kind in ("const zegoapi_verified_stamp_t *", "zegoapi_verified_stamp_t *"):
        return "handles.verified"
    if kind in ("const zegoapi_nonce_memory_t *", "zegoapi_nonce_memory_t *"):
        return "handles.memory"
    if kind == "const char *":
        return '"text"'
    if kind == "void *":
        return "NULL"
    if kind.endswith("_callback_t"):
        return bare.removesuffix("_callback_t").removeprefix("zegoapi_") + "_callback"
    if bare.startswith("zegoapi_") and kind.endswith("*"):
        handle = bare.removeprefix("zegoapi_").removesuffix("_t")
        return "handles.generic" if function in GENERIC and handle == "command" else f"handles.{handle}"
    if kind in ("uint32_t", "int32_t", "uint64_t", "int64_t", "size_t", "zegoapi_status_t"):
        return str(NUMBERS_IN.get((function, name), NUMBERS.get(name, 0)))
    raise SystemExit(f"{function}: the type of {name} is not known here: {kind}")


def wrong(function, kind, name):
    """What can be wrong with an argument: (value, status) pairs."""
    pairs = []
    null = "ZEGOAPI_ERROR_NULL_ARGUMENT"
    optional = may_be_null(function, name)
    if kind == "zegoapi_str_t":
        pairs += [("text_of(NULL, 5)", null), ("zegoapi_str(NULL)", null)]
        pairs += [('text_of("x", SIZE_MAX)', "ZEGOAPI_ERROR_OUT_OF_RANGE")]
        pairs += [('text_of("x", (SIZE_MAX >> 1) + 1)', "ZEGOAPI_ERROR_OUT_OF_RANGE")]
        if name not in ANY_BYTES:
            pairs += [(f"text_of({bad}, {len})", "ZEGOAPI_ERROR_NOT_UTF8") for bad, len in BAD_UTF8]
    elif kind == "const zegoapi_str_t *":
        pairs += [("NULL", null), ("null_texts", null), ("bad_texts", "ZEGOAPI_ERROR_NOT_UTF8")]
    elif (kind.endswith("*") or kind.endswith("_callback_t")) and not optional:
        pairs.append(("NULL", null))
    numbers = OUT_OF_RANGE_IN.get((function, name), OUT_OF_RANGE.get(name, []))
    return pairs + [(number, "ZEGOAPI_ERROR_OUT_OF_RANGE") for number in numbers]


# A byte that is never one, one cut short, one too long, half of a surrogate pair, past the last character.
BAD_UTF8 = [('"\\xff"', 1), ('"a\\xe6\\x8e"', 3), ('"\\xc0\\x80"', 2), ('"\\xed\\xa0\\x80"', 3), ('"\\xf4\\x90\\x80\\x80"', 4)]


def declare(outputs):
    """Every output, filled with rubbish."""
    lines = []
    for kind, name in outputs:
        lines.append(f"        {kind.removesuffix('*').strip()} {name};")
        lines.append(f"        memset(&{name}, 0x5a, sizeof {name});")
    return lines


def call(function, parameters, at, value):
    values = [value if place == at else right(function, kind, name) for place, (kind, name) in enumerate(parameters)]
    return f"{function}({', '.join(values)})"


def blank(outputs, missing):
    return [f"        CHECK(is_blank(&{name}, sizeof {name}));" for _, name in outputs if name not in (missing, "out_error")]


def with_status(function, parameters):
    lines, checks = [], 0
    outputs = [(kind, name) for kind, name in parameters if name.startswith("out_")]
    for at, (kind, name) in enumerate(parameters):
        for value, status in wrong(function, kind, name):
            checks += 1
            lines += ["    {", *declare(outputs)]
            lines.append(f"        zegoapi_status_t status = {call(function, parameters, at, value)};")
            lines.append(f"        CHECK_NUMBER(status, {status});")
            if any(output == "out_error" for _, output in outputs):
                index = "1" if value in ("null_texts", "bad_texts") else "SIZE_MAX"
                lines.append(f'        check_error(out_error, status, "{name}", {index});')
            lines += blank(outputs, name)
            for other in [place for place, (_, output) in enumerate(parameters) if output == "out_error"]:
                values = [
                    "NULL" if place == other else value if place == at else right(function, k, n)
                    for place, (k, n) in enumerate(parameters)
                ]
                lines.append(f"        CHECK_NUMBER({function}({', '.join(values)}), {status});")
            lines.append("    }")
    return lines, checks


def without_status(function, returns, parameters):
    """A getter or a _free: with NULL it does nothing and says nothing."""
    lines, checks = [], 0
    outputs = [(kind, name) for kind, name in parameters if name.startswith("out_")]
    for at, (kind, name) in enumerate(parameters):
        if not (kind.endswith("*") or kind.endswith("_callback_t")) or may_be_null(function, name):
            continue
        if function == "zegoapi_str":
            continue
        if (kind, name) == ("zegoapi_str_t *", "ids"):
            continue
        checks += 1
        expression = call(function, parameters, at, "NULL")
        lines += ["    {", *declare(outputs)]
        if returns == "void":
            lines.append(f"        {expression};")
            lines.append("        checks_done++;")
        elif returns == "zegoapi_str_t":
            lines.append(f'        CHECK_TEXT({expression}, str(""));')
            lines.append(f"        CHECK({expression}.data != NULL);")
        else:
            lines.append(f"        CHECK({expression} == {DEFAULTS.get(function, '0')});")
        lines += blank(outputs, name)
        lines.append("    }")
    return lines, checks


def main():
    tests, total, functions = [], 0, header.functions()
    for returns, function, parameters in functions:
        takes_status = returns == "zegoapi_status_t" and any(name == "out_error" for _, name in parameters)
        if takes_status:
            lines, checks = with_status(function, parameters)
        else:
            lines, checks = without_status(function, returns, parameters)
        if checks:
            tests += [f"static void test_{function}(void) {{", f'    checking = "{function}";', *lines, "}", ""]
            total += checks
        elif any(kind.endswith("*") for kind, _ in parameters) and function != "zegoapi_str":
            raise SystemExit(f"{function} takes pointers and nothing was found that can be wrong with them")
    print('#include "bad_arguments.h"\n')
    print("\n".join(tests))
    print("int main(void) {\n    handles_make();")
    for test in tests:
        if test.startswith("static void test_"):
            print(f"    {test.removeprefix('static void ').removesuffix(' {').replace('(void)', '()')};")
    print("    handles_free();")
    print(f'    printf("bad_arguments: %d functions, %d wrong arguments\\n", {len(functions)}, {total});')
    print('    return finish("bad_arguments");\n}')


if __name__ == "__main__":
    sys.exit(main())
