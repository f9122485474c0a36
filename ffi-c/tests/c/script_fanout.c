/* Runs tests/vectors/fanout.json: one fan-out in virtual time, step by step, driven through the C ABI. */
#include "script.h"

struct run {
    struct script script;
    zegoapi_str_t content;
    zegoapi_fanout_t *fanout;
    /* How many users were told as begun. */
    size_t begun;
};

/* What take_settled tells is held against the script as it comes. */
struct settled {
    struct pack *pack;
    size_t told;
};

static void settled_one(void *user_data, zegoapi_str_t user_id, uint32_t outcome, int64_t code) {
    struct settled *settled = user_data;
    CHECK_TEXT(user_id, pack_text(settled->pack));
    CHECK_NUMBER(outcome, pack_number(settled->pack));
    CHECK_NUMBER(code, pack_number(settled->pack));
    settled->told++;
}

/* Who is begun: the users of a first request, and nobody when one is sent again. */
struct begun {
    const zegoapi_str_t *users;
    size_t told;
};

static void begun_one(void *user_data, zegoapi_str_t user_id, uint32_t outcome, int64_t code) {
    struct begun *begun = user_data;
    CHECK_TEXT(user_id, begun->users[begun->told++]);
    CHECK(outcome == ZEGOAPI_OUTCOME_UNKNOWN && code == 0);
}

static void begun(struct run *run, const zegoapi_str_t *users, size_t count) {
    struct begun begun = {users, 0};
    size_t told = zegoapi_fanout_begun(run->fanout, begun_one, &begun);
    CHECK(told == begun.told && (told == 0 || told == count));
    run->begun += told;
}

static void ask(struct pack *pack, struct run *run, zegoapi_str_t expected) {
    uint8_t random[16];
    uint32_t step = 0;
    uint64_t ms = 0, call = 0;
    zegoapi_request_t *request = NULL;
    zegoapi_time_t now = script_time(pack);
    script_random(&run->script, (uint64_t)pack_number(pack), random);
    zegoapi_status_t status = zegoapi_fanout_next(run->fanout, now, random, &step, &ms, &call, &request, NULL);
    CHECK_NUMBER(status, ZEGOAPI_OK);
    if (script_is(expected, "ask-send")) {
        size_t count;
        zegoapi_command_t *command = NULL;
        CHECK_NUMBER(step, ZEGOAPI_STEP_SEND);
        CHECK_NUMBER(call, pack_number(pack));
        zegoapi_str_t *users = pack_texts(pack, &count);
        zegoapi_command_new_to_users(str("room1"), str("server"), users, count, run->content, &command, NULL);
        script_request(&run->script, request, command, pack_number(pack));
        CHECK_NUMBER(ms, pack_number(pack));
        stop_if(pack_text(pack).len + pack_text(pack).len > 0, "a fan-out has no query of its own");
        begun(run, users, count);
        zegoapi_command_free(command);
        free(users);
    } else if (script_is(expected, "ask-wait")) {
        CHECK_NUMBER(step, ZEGOAPI_STEP_WAIT);
        CHECK(ms == (pack_nothing(pack) ? UINT64_MAX : (uint64_t)pack_number(pack)));
        CHECK(call == 0 && request == NULL);
    } else {
        CHECK_NUMBER(step, ZEGOAPI_STEP_DONE);
        CHECK(ms == 0 && call == 0 && request == NULL);
    }
    zegoapi_request_free(request);
}

static void report_try(struct pack *pack, struct run *run, zegoapi_str_t how) {
    zegoapi_time_t now = script_time(pack);
    zegoapi_error_t *error = NULL;
    zegoapi_status_t status;
    uint64_t call = (uint64_t)pack_number(pack);
    int refused = (int)pack_number(pack);
    if (script_is(how, "written")) {
        uint64_t handshake = pack_nothing(pack) ? ZEGOAPI_HANDSHAKE_NOT_KNOWN : (uint64_t)pack_number(pack);
        status = zegoapi_fanout_written(run->fanout, call, now, handshake, &error);
    } else if (script_is(how, "reply")) {
        uint32_t http_status = (uint32_t)pack_number(pack);
        zegoapi_str_t date = pack_text(pack), body = pack_text(pack);
        uint32_t whole = (uint32_t)pack_number(pack);
        status = zegoapi_fanout_reply(run->fanout, call, now, http_status, date, body, whole, &error);
    } else {
        uint32_t cause = (uint32_t)pack_number(pack);
        status = script_is(how, "not-sent")
                     ? zegoapi_fanout_not_sent(run->fanout, call, now, cause, str("detail"), &error)
                     : zegoapi_fanout_unknown(run->fanout, call, now, cause, str("detail"), &error);
    }
    script_order(status, error, refused);
}

static void check_remaining(struct pack *pack, const zegoapi_report_t *report, uint32_t duplicates_ok) {
    size_t expected;
    zegoapi_str_t *users = pack_texts(pack, &expected);
    if (expected == SIZE_MAX) {
        return;
    }
    size_t count = zegoapi_report_remaining(report, duplicates_ok, NULL, 0);
    CHECK_NUMBER(count, expected);
    zegoapi_str_t *remaining = malloc((count + 1) * sizeof *remaining);
    stop_if(remaining == NULL, "out of memory");
    CHECK_NUMBER(zegoapi_report_remaining(report, duplicates_ok, remaining, count), count);
    for (size_t at = 0; at < count && at < expected; at++) {
        CHECK_TEXT(remaining[at], users[at]);
    }
    free(remaining);
    free(users);
}

static void report(struct pack *pack, struct run *run) {
    zegoapi_report_t *report = NULL;
    zegoapi_progress_t progress;
    size_t counts[5] = {0, 0, 0, 0, 0};
    CHECK_NUMBER(zegoapi_fanout_report(run->fanout, &report, NULL), ZEGOAPI_OK);
    size_t count = (size_t)pack_number(pack);
    CHECK_NUMBER(zegoapi_report_user_count(report), count);
    for (size_t at = 0; at < count; at++) {
        CHECK_TEXT(zegoapi_report_user_id(report, at), pack_text(pack));
        uint32_t outcome = (uint32_t)pack_number(pack);
        CHECK_NUMBER(zegoapi_report_outcome(report, at), outcome);
        CHECK_NUMBER(zegoapi_report_code(report, at), pack_number(pack));
        counts[outcome]++;
    }
    CHECK_NUMBER(zegoapi_report_progress(report, &progress, NULL), ZEGOAPI_OK);
    CHECK(progress.total == count && progress.sent == counts[1] && progress.failed == counts[2]);
    CHECK(progress.unknown + progress.in_flight == counts[3] && progress.not_tried == counts[4]);
    CHECK_NUMBER(zegoapi_report_repeated(report), pack_number(pack));
    const zegoapi_error_t *stopped_by = zegoapi_report_stopped_by(report);
    int stopped = (int)pack_number(pack);
    CHECK_NUMBER(stopped_by != NULL, stopped);
    if (stopped) {
        script_error(pack, stopped_by);
    }
    check_remaining(pack, report, 0);
    check_remaining(pack, report, 1);
    zegoapi_report_free(report);
}

static zegoapi_event_t *take(void *fanout) {
    return zegoapi_fanout_take_event(fanout);
}

static void one_step(struct pack *pack, struct run *run) {
    zegoapi_str_t step = pack_text(pack);
    if (step.len > 4 && memcmp(step.data, "ask-", 4) == 0) {
        ask(pack, run, step);
    } else if (script_is(step, "give-up")) {
        CHECK_NUMBER(zegoapi_fanout_stop(run->fanout, script_time(pack), NULL), ZEGOAPI_OK);
    } else if (script_is(step, "events")) {
        script_events(pack, take, run->fanout);
    } else if (script_is(step, "offset")) {
        CHECK_NUMBER(zegoapi_app_clock_offset_s(run->script.app), pack_number(pack));
    } else if (script_is(step, "progress")) {
        zegoapi_progress_t progress;
        CHECK_NUMBER(zegoapi_fanout_progress(run->fanout, &progress, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(progress.total, pack_number(pack));
        CHECK_NUMBER(progress.sent, pack_number(pack));
        CHECK_NUMBER(progress.failed, pack_number(pack));
        CHECK_NUMBER(progress.unknown, pack_number(pack));
        CHECK_NUMBER(progress.in_flight, pack_number(pack));
        CHECK_NUMBER(progress.not_tried, pack_number(pack));
    } else if (script_is(step, "settled")) {
        struct settled settled = {pack, 0};
        size_t expected = (size_t)pack_number(pack);
        CHECK_NUMBER(zegoapi_fanout_take_settled(run->fanout, settled_one, &settled), expected);
        CHECK_NUMBER(settled.told, expected);
    } else if (script_is(step, "report")) {
        report(pack, run);
    } else {
        report_try(pack, run, step);
    }
}

static void check_begun(const struct run *run) {
    zegoapi_progress_t progress;
    CHECK_NUMBER(zegoapi_fanout_progress(run->fanout, &progress, NULL), ZEGOAPI_OK);
    CHECK(run->begun <= progress.total && run->begun >= progress.sent + progress.unknown);
}

/* A fan-out that cannot be made: the error is as the script says. */
static void cannot_be_made(struct pack *pack, zegoapi_status_t status, zegoapi_error_t *error) {
    size_t number = 0;
    CHECK_NUMBER(status, ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), pack_text(pack));
    CHECK_NUMBER(zegoapi_error_problem(error), pack_number(pack));
    int has_index = !pack_nothing(pack);
    CHECK_NUMBER(zegoapi_error_index(error, &number), has_index);
    CHECK_NUMBER(number, has_index ? pack_number(pack) : 0);
    if (!pack_nothing(pack)) {
        CHECK(zegoapi_error_limit(error, &number));
        CHECK_NUMBER(number, pack_number(pack));
    }
    if (!pack_nothing(pack)) {
        CHECK(zegoapi_error_size(error, &number));
        CHECK_NUMBER(number, pack_number(pack));
    }
}

static void one_case(struct pack *pack) {
    struct run run;
    size_t count;
    zegoapi_error_t *error = NULL;
    zegoapi_str_t *users = pack_texts(pack, &count);
    run.content = pack_text(pack);
    run.script = script_begin(pack);
    run.fanout = NULL;
    run.begun = 0;
    zegoapi_status_t status = zegoapi_fanout_new(run.script.app, run.script.endpoint, str("room1"), str("server"),
                                                 run.content, users, count, run.script.options, &run.fanout, &error);
    if (pack_number(pack)) {
        cannot_be_made(pack, status, error);
    } else {
        CHECK_NUMBER(status, ZEGOAPI_OK);
        for (int64_t left = pack_number(pack); left > 0; left--) {
            one_step(pack, &run);
        }
        /* Whoever may have got it was told of before. */
        check_begun(&run);
    }
    zegoapi_error_free(error);
    zegoapi_fanout_free(run.fanout);
    script_end(&run.script);
    free(users);
}

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: script_fanout DIRECTORY");
    struct pack pack = pack_open(argv[1], "fanout");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        one_case(&pack);
    }
    pack_close(&pack);
    checking = "fanout";
    CHECK_NUMBER(count, 108);
    return finish("script_fanout");
}
