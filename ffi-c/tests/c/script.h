/* What the runners of scripted cases share: the application of a case, its random bytes, its requests, its errors. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "parts.h"

struct script {
    zegoapi_app_t *app;
    zegoapi_endpoint_t *endpoint;
    zegoapi_options_t *options;
    /* How often was asked: the nonces are its values in hex. */
    uint64_t asks;
};

/* The place of a step in time. */
static inline zegoapi_time_t script_time(struct pack *pack) {
    zegoapi_time_t now;
    now.monotonic_ms = (uint64_t)pack_number(pack);
    now.unix_ms = pack_number(pack);
    return now;
}

/* Makes an application with the case's limits, environment, rate and offset, and the case's options. */
static inline struct script script_begin(struct pack *pack) {
    struct script script;
    memset(&script, 0, sizeof script);
    zegoapi_app_new(12345, str("9193cc662a4c0ec135ec71fb57194b38"), &script.app, NULL);
    zegoapi_endpoint_new_in_region(str(""), &script.endpoint, NULL);
    for (int64_t left = pack_number(pack); left > 0; left--) {
        uint32_t limit = (uint32_t)pack_number(pack);
        CHECK_NUMBER(zegoapi_app_set_limit(script.app, limit, (size_t)pack_number(pack), NULL), ZEGOAPI_OK);
    }
    if (!pack_nothing(pack)) {
        CHECK_NUMBER(zegoapi_app_set_is_test(script.app, (uint32_t)pack_number(pack), NULL), ZEGOAPI_OK);
    }
    if (!pack_nothing(pack)) {
        uint32_t calls = (uint32_t)pack_number(pack);
        CHECK_NUMBER(zegoapi_app_set_calls_per_second(script.app, str("SendCustomCommand"), calls, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_app_calls_per_second(script.app, str("SendCustomCommand")), calls);
    }
    CHECK_NUMBER(zegoapi_app_set_clock_offset_s(script.app, (int32_t)pack_number(pack), NULL), ZEGOAPI_OK);
    zegoapi_options_new(&script.options, NULL);
    for (int64_t left = pack_number(pack); left > 0; left--) {
        uint32_t option = (uint32_t)pack_number(pack);
        CHECK_NUMBER(zegoapi_options_set(script.options, option, (uint64_t)pack_number(pack), NULL), ZEGOAPI_OK);
    }
    return script;
}

static inline void script_end(struct script *script) {
    zegoapi_options_free(script->options);
    zegoapi_endpoint_free(script->endpoint);
    zegoapi_app_free(script->app);
}

/* The message of the scripts. */
static inline zegoapi_command_t *script_message(void) {
    zegoapi_str_t users[2];
    zegoapi_command_t *command = NULL;
    users[0] = str("u1");
    users[1] = str("u2");
    zegoapi_command_new_to_users(str("room1"), str("server"), users, 2, str("hi"), &command, NULL);
    return command;
}

/* The random bytes of the next ask: its number, and the step's jitter. */
static inline void script_random(struct script *script, uint64_t jitter, uint8_t random[16]) {
    script->asks++;
    for (size_t at = 0; at < 8; at++) {
        random[at] = (uint8_t)(script->asks >> (56 - 8 * at));
        random[8 + at] = (uint8_t)(jitter >> (8 * at));
    }
}

/* The request is that of this command, signed with the ask's nonce and this timestamp, to the last byte. */
static inline void script_request(const struct script *script, const zegoapi_request_t *request,
                                  const zegoapi_command_t *command, int64_t timestamp) {
    char nonce[17];
    zegoapi_stamp_t stamp;
    zegoapi_request_t *expected = NULL;
    snprintf(nonce, sizeof nonce, "%016" PRIx64, script->asks);
    CHECK_NUMBER(zegoapi_stamp_from_nonce(str(nonce), timestamp, &stamp, NULL), ZEGOAPI_OK);
    zegoapi_command_prepare(command, script->app, script->endpoint, &stamp, &expected, NULL);
    CHECK_TEXT(zegoapi_request_url(request), zegoapi_request_url(expected));
    CHECK_TEXT(zegoapi_request_method(request), str("GET"));
    zegoapi_request_free(expected);
}

/* The error is what the script says: every detail that it names, and none that it says there is not. */
static inline void script_error(struct pack *pack, const zegoapi_error_t *error) {
    CHECK_NUMBER(zegoapi_error_kind(error), pack_number(pack));
    if (!pack_nothing(pack)) {
        CHECK_NUMBER(zegoapi_error_applied(error), pack_number(pack));
    }
    CHECK_NUMBER(zegoapi_error_code(error), pack_nothing(pack) ? 0 : pack_number(pack));
    CHECK_NUMBER(zegoapi_error_cause(error), pack_nothing(pack) ? 0 : pack_number(pack));
    if (!pack_nothing(pack)) {
        CHECK_NUMBER(zegoapi_error_http_status(error), pack_number(pack));
    }
    CHECK_TEXT(zegoapi_error_field(error), pack_nothing(pack) ? str("") : pack_text(pack));
    CHECK_NUMBER(zegoapi_error_problem(error), pack_nothing(pack) ? 0 : pack_number(pack));
    if (!pack_nothing(pack)) {
        CHECK_TEXT(zegoapi_error_detail(error), pack_text(pack));
    }
    if (!pack_nothing(pack)) {
        CHECK_TEXT(zegoapi_error_request_id(error), pack_text(pack));
    }
    if (!pack_nothing(pack)) {
        int64_t count = pack_number(pack);
        CHECK_NUMBER(zegoapi_error_fail_user_count(error), count);
        for (int64_t at = 0; at < count; at++) {
            CHECK_TEXT(zegoapi_error_fail_user_id(error, (size_t)at), pack_text(pack));
            CHECK_NUMBER(zegoapi_error_fail_user_code(error, (size_t)at), pack_number(pack));
        }
    }
}

/* The request of an action: its URL but for the signature, and its body. */
static inline void script_action_request(const struct script *script, const zegoapi_request_t *request,
                                         const struct action *action, int64_t timestamp, zegoapi_str_t query,
                                         zegoapi_str_t body) {
    char expected[4096];
    zegoapi_str_t url = zegoapi_request_url(request);
    int before = snprintf(expected, sizeof expected,
                          "https://rtc-api.zego.im/?Action=%.*s&AppId=12345&SignatureNonce=%016" PRIx64
                          "&Timestamp=%" PRId64 "&Signature=",
                          (int)action->name.len, action->name.data, script->asks, timestamp);
    int whole = before + 32 + (int)query.len + (int)strlen("&SignatureVersion=2.0");
    stop_if(whole >= (int)sizeof expected, "a query without end");
    memset(expected + before, 'f', 32);
    for (int at = before; at < before + 32 && at < (int)url.len; at++) {
        if (strchr("0123456789abcdef", url.data[at]) != NULL) {
            expected[at] = url.data[at];
        }
    }
    snprintf(expected + before + 32, sizeof expected - (size_t)before - 32, "&SignatureVersion=2.0%.*s", (int)query.len,
             query.data);
    CHECK_TEXT(url, str(expected));
    CHECK_TEXT(zegoapi_request_method(request), str(action->post ? "POST" : "GET"));
    CHECK_TEXT(zegoapi_request_body(request), body);
}

/* The events of an `events` step: all that were not taken yet. A call's have no number in the script, for it has one.
 */
static inline void script_events(struct pack *pack, zegoapi_event_t *(*take)(void *), void *from) {
    for (int64_t left = pack_number(pack); left > 0; left--) {
        zegoapi_event_t *event = take(from);
        int64_t code = 0;
        CHECK(event != NULL);
        CHECK_NUMBER(zegoapi_event_call(event), pack_nothing(pack) ? 1 : pack_number(pack));
        CHECK_NUMBER(zegoapi_event_kind(event), pack_number(pack));
        CHECK_NUMBER(zegoapi_event_try_number(event), pack_number(pack));
        CHECK_NUMBER(zegoapi_event_outcome(event), pack_number(pack));
        int has_code = !pack_nothing(pack);
        CHECK_NUMBER(zegoapi_event_code(event, &code), has_code);
        CHECK_NUMBER(code, has_code ? pack_number(pack) : 0);
        CHECK_NUMBER(zegoapi_event_duration_ms(event), pack_number(pack));
        zegoapi_event_free(event);
    }
    CHECK(take(from) == NULL);
}

/* A status that says "out of order", or that all is well. */
static inline void script_order(zegoapi_status_t status, zegoapi_error_t *error, int refused) {
    CHECK_NUMBER(status, refused ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_error_problem(error), refused ? ZEGOAPI_PROBLEM_OUT_OF_ORDER : 0);
    CHECK_TEXT(zegoapi_error_field(error), str(refused ? "call" : ""));
    zegoapi_error_free(error);
}

static inline int script_is(zegoapi_str_t step, const char *name) {
    return same_text(step, str(name));
}

#endif
