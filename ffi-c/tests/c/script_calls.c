/* Runs tests/vectors/calls: one call in virtual time, step by step, driven through the C ABI. */
#include "script.h"

struct run {
    struct script script;
    struct action action;
    zegoapi_command_t *command;
    zegoapi_call_t *call;
};

static void ask(struct pack *pack, struct run *run, zegoapi_str_t expected) {
    uint8_t random[16];
    uint32_t step = 0;
    uint64_t ms = 0;
    zegoapi_request_t *request = NULL;
    zegoapi_error_t *error = NULL;
    zegoapi_time_t now = script_time(pack);
    script_random(&run->script, (uint64_t)pack_number(pack), random);
    zegoapi_status_t status = zegoapi_call_next(run->call, now, random, &step, &ms, &request, &error);
    if (script_is(expected, "ask-refused")) {
        script_order(status, error, 1);
        CHECK(step == 0 && ms == 0 && request == NULL);
        return;
    }
    CHECK_NUMBER(status, ZEGOAPI_OK);
    if (script_is(expected, "ask-send")) {
        CHECK_NUMBER(step, ZEGOAPI_STEP_SEND);
        stop_if(!pack_nothing(pack) || !pack_nothing(pack), "a call has no number and no users of its own");
        int64_t timestamp = pack_number(pack);
        CHECK_NUMBER(ms, pack_number(pack));
        zegoapi_str_t query = pack_text(pack), body = pack_text(pack);
        if (run->action.named) {
            script_action_request(&run->script, request, &run->action, timestamp, query, body);
        } else {
            script_request(&run->script, request, run->command, timestamp);
        }
        CHECK_NUMBER(zegoapi_call_state(run->call), ZEGOAPI_CALL_STATE_SENT);
        CHECK(zegoapi_call_may_be_applied(run->call));
    } else if (script_is(expected, "ask-wait")) {
        CHECK_NUMBER(step, ZEGOAPI_STEP_WAIT);
        CHECK_NUMBER(ms, pack_number(pack));
        CHECK(request == NULL);
    } else {
        zegoapi_reply_t *reply = NULL;
        CHECK_NUMBER(step, ZEGOAPI_STEP_DONE);
        CHECK(ms == 0 && request == NULL);
        status = zegoapi_call_take_outcome(run->call, &reply, &error);
        if (script_is(expected, "ask-reply")) {
            CHECK_NUMBER(status, ZEGOAPI_OK);
            CHECK_TEXT(zegoapi_reply_request_id(reply), pack_text(pack));
            CHECK_NUMBER(zegoapi_reply_code(reply), pack_number(pack));
            int64_t count = pack_number(pack);
            CHECK_NUMBER(zegoapi_reply_fail_user_count(reply), count);
            for (int64_t at = 0; at < count; at++) {
                CHECK_TEXT(zegoapi_reply_fail_user_id(reply, (size_t)at), pack_text(pack));
                CHECK_NUMBER(zegoapi_reply_fail_user_code(reply, (size_t)at), pack_number(pack));
            }
            CHECK_TEXT(zegoapi_reply_data(reply), pack_text(pack));
        } else {
            CHECK(reply == NULL);
            CHECK_NUMBER(zegoapi_error_status(error), status);
            script_error(pack, error);
        }
        zegoapi_reply_free(reply);
        zegoapi_error_free(error);
        CHECK_NUMBER(zegoapi_call_take_outcome(run->call, &reply, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    }
    zegoapi_request_free(request);
}

static void report(struct pack *pack, struct run *run, zegoapi_str_t how) {
    zegoapi_time_t now = script_time(pack);
    zegoapi_error_t *error = NULL;
    zegoapi_status_t status;
    stop_if(!pack_nothing(pack), "a call has no number of its own");
    int refused = (int)pack_number(pack);
    if (script_is(how, "written")) {
        uint64_t handshake = pack_nothing(pack) ? ZEGOAPI_HANDSHAKE_NOT_KNOWN : (uint64_t)pack_number(pack);
        status = zegoapi_call_written(run->call, now, handshake, &error);
    } else if (script_is(how, "reply")) {
        uint32_t http_status = (uint32_t)pack_number(pack);
        zegoapi_str_t date = pack_text(pack), body = pack_text(pack);
        status = zegoapi_call_reply(run->call, now, http_status, date, body, (uint32_t)pack_number(pack), &error);
    } else {
        uint32_t cause = (uint32_t)pack_number(pack);
        status = script_is(how, "not-sent") ? zegoapi_call_not_sent(run->call, now, cause, str("detail"), &error)
                                            : zegoapi_call_unknown(run->call, now, cause, str("detail"), &error);
    }
    script_order(status, error, refused);
}

/* Another call of the application, asked once: it is let through, or over for its turn has not come. */
static zegoapi_call_t *other(const struct run *run, const zegoapi_command_t *command,
                             const zegoapi_options_t *fail_fast, zegoapi_time_t now, int goes) {
    static const uint8_t random[16] = {0};
    uint32_t step = 0;
    uint64_t ms = 0;
    zegoapi_call_t *call = NULL;
    zegoapi_request_t *request = NULL;
    zegoapi_error_t *error = NULL;
    zegoapi_reply_t *reply = NULL;
    CHECK_NUMBER(zegoapi_call_new(command, run->script.app, run->script.endpoint, fail_fast, now, &call, NULL),
                 ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_call_next(call, now, random, &step, &ms, &request, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(step, goes ? ZEGOAPI_STEP_SEND : ZEGOAPI_STEP_DONE);
    if (!goes) {
        CHECK_NUMBER(zegoapi_call_take_outcome(call, &reply, &error), ZEGOAPI_ERROR_NOT_SENT);
        CHECK_NUMBER(zegoapi_error_cause(error), ZEGOAPI_NOT_SENT_RATE_LIMIT);
    }
    zegoapi_error_free(error);
    zegoapi_request_free(request);
    return call;
}

static void others(struct pack *pack, struct run *run) {
    static zegoapi_call_t *calls[1024];
    zegoapi_options_t *fail_fast = NULL;
    zegoapi_command_t *command = NULL;
    zegoapi_time_t now = script_time(pack);
    int64_t count = pack_number(pack);
    int goes = !pack_nothing(pack);
    zegoapi_str_t body = goes ? pack_text(pack) : str("");
    struct action action = action_read(pack);
    stop_if(count > 1024, "more others than there is room for");
    zegoapi_options_new(&fail_fast, NULL);
    zegoapi_options_set(fail_fast, ZEGOAPI_OPTION_FAIL_FAST, 1, NULL);
    if (action.named) {
        CHECK_NUMBER(action_make(&action, &command, NULL), ZEGOAPI_OK);
    } else {
        command = script_message();
    }
    for (int64_t at = 0; at < count; at++) {
        calls[at] = other(run, command, fail_fast, now, goes);
    }
    for (int64_t at = 0; at < count; at++) {
        if (goes) {
            CHECK_NUMBER(zegoapi_call_reply(calls[at], now, 200, str(""), body, 1, NULL), ZEGOAPI_OK);
        }
        zegoapi_call_free(calls[at]);
    }
    zegoapi_command_free(command);
    zegoapi_options_free(fail_fast);
}

static zegoapi_event_t *take(void *call) {
    return zegoapi_call_take_event(call);
}

static void event(struct pack *pack, struct run *run) {
    zegoapi_event_t *event = zegoapi_call_take_event(run->call);
    int64_t code = 0;
    CHECK(event != NULL);
    CHECK_NUMBER(zegoapi_event_call(event), pack_number(pack));
    CHECK_TEXT(zegoapi_event_action(event), pack_text(pack));
    CHECK_TEXT(zegoapi_event_host(event), pack_text(pack));
    CHECK_NUMBER(zegoapi_event_kind(event), pack_number(pack));
    CHECK_NUMBER(zegoapi_event_try_number(event), pack_number(pack));
    CHECK_NUMBER(zegoapi_event_duration_ms(event), pack_number(pack));
    CHECK_NUMBER(zegoapi_event_outcome(event), pack_number(pack));
    int has_code = !pack_nothing(pack);
    CHECK_NUMBER(zegoapi_event_code(event, &code), has_code);
    CHECK_NUMBER(code, has_code ? pack_number(pack) : 0);
    CHECK_NUMBER(zegoapi_event_http_status(event), pack_number(pack));
    CHECK_TEXT(zegoapi_event_request_id(event), pack_text(pack));
    zegoapi_event_free(event);
}

static void one_step(struct pack *pack, struct run *run) {
    zegoapi_str_t step = pack_text(pack);
    if (step.len > 4 && memcmp(step.data, "ask-", 4) == 0) {
        ask(pack, run, step);
    } else if (script_is(step, "give-up")) {
        CHECK_NUMBER(zegoapi_call_cancel(run->call, script_time(pack), NULL), ZEGOAPI_OK);
    } else if (script_is(step, "others")) {
        others(pack, run);
    } else if (script_is(step, "events")) {
        script_events(pack, take, run->call);
    } else if (script_is(step, "event")) {
        event(pack, run);
    } else if (script_is(step, "offset")) {
        CHECK_NUMBER(zegoapi_app_clock_offset_s(run->script.app), pack_number(pack));
    } else {
        report(pack, run, step);
    }
}

static void one_case(struct pack *pack) {
    struct run run;
    run.script = script_begin(pack);
    run.command = NULL;
    run.call = NULL;
    run.action = action_read(pack);
    if (run.action.named) {
        CHECK_NUMBER(action_make(&run.action, &run.command, NULL), ZEGOAPI_OK);
    } else {
        run.command = script_message();
    }
    zegoapi_time_t begins = script_time(pack);
    zegoapi_status_t status =
        zegoapi_call_new(run.command, run.script.app, run.script.endpoint, run.script.options, begins, &run.call, NULL);
    CHECK_NUMBER(status, ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_call_number(run.call), 1);
    for (int64_t left = pack_number(pack); left > 0; left--) {
        one_step(pack, &run);
    }
    zegoapi_call_free(run.call);
    zegoapi_command_free(run.command);
    script_end(&run.script);
}

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: script_calls DIRECTORY");
    struct pack pack = pack_open(argv[1], "calls");
    int64_t count = pack_number(&pack), left_out = 0;
    for (int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        if (pack_number(&pack)) {
            left_out++;
        } else {
            one_case(&pack);
        }
    }
    pack_close(&pack);
    checking = "calls";
    CHECK_NUMBER(count, 338);
    /* "A try failed with invalid input" cannot be said through this ABI. */
    CHECK_NUMBER(left_out, 1);
    return finish("script_calls");
}
