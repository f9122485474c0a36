/* Runs tests/vectors/calls.json: one call in virtual time, step by step, driven through the C ABI. */
#include "script.h"

struct run {
    struct script script;
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
    zegoapi_status_t status =
        zegoapi_call_next(run->call, run->script.limiter, now, random, &step, &ms, &request, &error);
    if (script_is(expected, "ask-refused")) {
        script_order(status, error, 1);
        CHECK(step == 0 && ms == 0 && request == NULL);
        return;
    }
    CHECK_NUMBER(status, ZEGOAPI_OK);
    if (script_is(expected, "ask-send")) {
        CHECK_NUMBER(step, ZEGOAPI_STEP_SEND);
        stop_if(!pack_nothing(pack) || !pack_nothing(pack), "a call has no number and no users of its own");
        script_request(&run->script, request, run->command, pack_number(pack));
        CHECK_NUMBER(ms, pack_number(pack));
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
            int64_t count = pack_number(pack);
            CHECK_NUMBER(zegoapi_reply_fail_user_count(reply), count);
            for (int64_t at = 0; at < count; at++) {
                CHECK_TEXT(zegoapi_reply_fail_user_id(reply, (size_t)at), pack_text(pack));
                CHECK_NUMBER(zegoapi_reply_fail_user_code(reply, (size_t)at), pack_number(pack));
            }
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
    uint32_t number = (uint32_t)pack_number(pack);
    if (script_is(how, "reply")) {
        zegoapi_str_t date = pack_text(pack), body = pack_text(pack);
        status = zegoapi_call_reply(run->call, run->script.limiter, now, number, date, body, &error);
    } else if (script_is(how, "bad-reply")) {
        status = zegoapi_call_bad_reply(run->call, run->script.limiter, now, number, str("<html>"), &error);
    } else if (script_is(how, "not-sent")) {
        status = zegoapi_call_not_sent(run->call, run->script.limiter, now, number, str("detail"), &error);
    } else {
        status = zegoapi_call_unknown(run->call, run->script.limiter, now, number, str("detail"), &error);
    }
    script_order(status, error, refused);
}

static void others(struct pack *pack, struct run *run) {
    uint64_t now = (uint64_t)pack_number(pack), tickets[256], until;
    int64_t count = pack_number(pack);
    int limited = (int)pack_number(pack);
    stop_if(count > 256, "more others than there is room for");
    for (int64_t at = 0; at < count; at++) {
        zegoapi_limiter_ask(run->script.limiter, now, &tickets[at], &until, NULL);
        CHECK(tickets[at] != 0);
    }
    for (int64_t at = 0; at < count; at++) {
        zegoapi_status_t (*tell)(const zegoapi_limiter_t *, uint64_t, uint64_t, zegoapi_error_t **) =
            limited ? zegoapi_limiter_refused : zegoapi_limiter_finished;
        CHECK_NUMBER(tell(run->script.limiter, tickets[at], now, NULL), ZEGOAPI_OK);
    }
}

static void events(struct pack *pack, struct run *run) {
    zegoapi_event_t event;
    for (int64_t left = pack_number(pack); left > 0; left--) {
        CHECK(zegoapi_call_take_event(run->call, &event));
        CHECK_NUMBER(event.kind, pack_number(pack));
        CHECK_NUMBER(event.try_number, pack_number(pack));
        int has_code = !pack_nothing(pack);
        CHECK_NUMBER(event.has_code, has_code);
        CHECK_NUMBER(event.code, has_code ? pack_number(pack) : 0);
        CHECK_NUMBER(event.duration_ms, pack_number(pack));
    }
    CHECK(!zegoapi_call_take_event(run->call, &event));
}

static void one_step(struct pack *pack, struct run *run) {
    zegoapi_str_t step = pack_text(pack);
    if (step.len > 4 && memcmp(step.data, "ask-", 4) == 0) {
        ask(pack, run, step);
    } else if (script_is(step, "give-up")) {
        CHECK_NUMBER(zegoapi_call_cancel(run->call, run->script.limiter, script_time(pack), NULL), ZEGOAPI_OK);
    } else if (script_is(step, "others")) {
        others(pack, run);
    } else if (script_is(step, "events")) {
        events(pack, run);
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
    zegoapi_str_t users[2];
    users[0] = str("u1");
    users[1] = str("u2");
    zegoapi_command_to_users(str("room1"), str("server"), users, 2, str("hi"), &run.command, NULL);
    zegoapi_time_t begins = script_time(pack);
    zegoapi_status_t status =
        zegoapi_call_new(run.command, run.script.app, run.script.endpoint, run.script.options, begins, &run.call, NULL);
    CHECK_NUMBER(status, ZEGOAPI_OK);
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
    CHECK_NUMBER(count, 214);
    /* "A try failed with invalid input" cannot be said through this ABI. */
    CHECK_NUMBER(left_out, 1);
    return finish("script_calls");
}
