/* The blocking client and its fan-out against the simulator, judged by what the server counted. */
#include "simulator.h"

static zegoapi_status_t send_to(const zegoapi_client_t *client, const char *user, const zegoapi_options_t *options,
                                zegoapi_error_t **error) {
    zegoapi_reply_t *reply = NULL;
    zegoapi_command_t *command = command_to(user);
    zegoapi_status_t status = zegoapi_client_send(client, command, options, NULL, &reply, error);
    CHECK_NUMBER(reply != NULL, status == ZEGOAPI_OK);
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);
    return status;
}

static void delivers(void) {
    checking = "delivers";
    admin_reset(2);
    zegoapi_client_t *client = simulator_client(NULL);
    zegoapi_command_t *command = NULL;
    zegoapi_reply_t *reply = NULL;
    zegoapi_str_t users[3];
    users[0] = str("u1");
    users[1] = str("u2");
    users[2] = str("absent");
    zegoapi_command_new_to_users(str("room1"), str("server"), users, 3, str("hi"), &command, NULL);
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, NULL, &reply, NULL), ZEGOAPI_OK);
    CHECK(zegoapi_reply_request_id(reply).len > 0);
    CHECK_NUMBER(zegoapi_reply_fail_user_count(reply), 1);
    CHECK_TEXT(zegoapi_reply_fail_user_id(reply, 0), str("absent"));
    CHECK_NUMBER(zegoapi_reply_fail_user_code(reply, 0), 50003);
    CHECK_NUMBER(admin_messages("u1") + admin_messages("u2"), 2);
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);
    zegoapi_client_free(client);
}

static void other_actions(void) {
    checking = "other actions";
    admin_reset(2);
    zegoapi_client_t *client = simulator_client(NULL);
    zegoapi_command_t *command = NULL;
    zegoapi_reply_t *reply = NULL;
    zegoapi_str_t room = str("room1");
    zegoapi_command_new_get(str("DescribeUserNum"), &command, NULL);
    zegoapi_command_add_list(command, str("RoomId"), &room, 1, NULL);
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, NULL, &reply, NULL), ZEGOAPI_OK);
    CHECK(strstr(zegoapi_reply_data(reply).data, "\"UserCount\":2") != NULL);
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);
    zegoapi_command_new_post(str("StopMix"), str("{\"TaskId\":\"t1\"}"), &command, NULL);
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, NULL, &reply, NULL), ZEGOAPI_OK);
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);
    zegoapi_client_free(client);
}

/* Each kind of failure, with what the server has to say to whether it was applied. */
static void failures(void) {
    checking = "failures";
    zegoapi_options_t *options = NULL;
    zegoapi_error_t *error = NULL;
    zegoapi_options_new(&options, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, 0, NULL);
    zegoapi_client_t *client = simulator_client(options);

    admin_reset(0);
    CHECK_NUMBER(send_to(client, "u1", NULL, &error), ZEGOAPI_ERROR_API);
    CHECK_NUMBER(zegoapi_error_code(error), 104);
    CHECK_NUMBER(zegoapi_error_code_kind(error), ZEGOAPI_CODE_KIND_ABSENT);
    CHECK(zegoapi_error_request_id(error).len > 0 && zegoapi_error_meaning(error).len > 0);
    zegoapi_error_free(error);

    admin_reset(1);
    admin_fault("\"reset\"", "after", 1);
    CHECK_NUMBER(send_to(client, "u1", NULL, &error), ZEGOAPI_ERROR_UNKNOWN);
    CHECK_NUMBER(zegoapi_error_cause(error), ZEGOAPI_UNKNOWN_BROKEN);
    CHECK_NUMBER(zegoapi_error_applied(error), ZEGOAPI_APPLIED_UNKNOWN);
    CHECK_NUMBER(admin_messages("u1"), 1);
    zegoapi_error_free(error);

    admin_reset(1);
    admin_fault("{\"html\":{\"status\":502}}", "before", 1);
    CHECK_NUMBER(send_to(client, "u1", NULL, &error), ZEGOAPI_ERROR_BAD_REPLY);
    CHECK_NUMBER(zegoapi_error_http_status(error), 502);
    CHECK(zegoapi_error_excerpt(error).len > 0 && zegoapi_error_detail(error).len > 0);
    zegoapi_error_free(error);

    /* A call's own options over those of the client: with one retry, the refusal is made good. */
    admin_reset(1);
    admin_fault("{\"code\":{\"code\":50013}}", "before", 1);
    zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, 1, NULL);
    CHECK_NUMBER(send_to(client, "u1", options, NULL), ZEGOAPI_OK);
    admin_fault("{\"code\":{\"code\":50013}}", "before", 1);
    CHECK_NUMBER(send_to(client, "u1", NULL, NULL), ZEGOAPI_ERROR_API);

    admin_fault("\"stall\"", "before", 1);
    zegoapi_options_set(options, ZEGOAPI_OPTION_TIMEOUT_MS, 150, NULL);
    CHECK_NUMBER(send_to(client, "u1", options, &error), ZEGOAPI_ERROR_UNKNOWN);
    CHECK_NUMBER(zegoapi_error_cause(error), ZEGOAPI_UNKNOWN_TIMEOUT);
    zegoapi_error_free(error);
    zegoapi_client_free(client);
    zegoapi_options_free(options);
}

static void without_a_server(void) {
    checking = "without a server";
    zegoapi_app_t *app = simulator_app();
    zegoapi_endpoint_t *endpoint = NULL;
    zegoapi_client_t *client = NULL;
    zegoapi_error_t *error = NULL;
    zegoapi_options_t *options = NULL;
    zegoapi_options_new(&options, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, 0, NULL);
    zegoapi_endpoint_new_from_base_url(str("http://127.0.0.1:1"), &endpoint, NULL);
    CHECK_NUMBER(zegoapi_client_new(app, endpoint, options, &client, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(send_to(client, "u1", NULL, &error), ZEGOAPI_ERROR_NOT_SENT);
    CHECK_NUMBER(zegoapi_error_cause(error), ZEGOAPI_NOT_SENT_CONNECT);
    CHECK(zegoapi_error_retryable(error));
    zegoapi_error_free(error);
    zegoapi_client_free(client);
    /* Time-outs without end, and none at all. */
    zegoapi_options_set(options, ZEGOAPI_OPTION_TIMEOUT_MS, UINT64_MAX, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS, UINT64_MAX, NULL);
    CHECK_NUMBER(zegoapi_client_new(app, endpoint, options, &client, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(send_to(client, "u1", NULL, NULL), ZEGOAPI_ERROR_NOT_SENT);
    zegoapi_client_free(client);
    zegoapi_options_set(options, ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS, 0, NULL);
    CHECK_NUMBER(zegoapi_client_new(app, endpoint, options, &client, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("connect_timeout"));
    CHECK(client == NULL);
    zegoapi_error_free(error);
    zegoapi_options_free(options);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
}

/* A client over TLS that trusts this CA file; NULL for the bundled web roots, which do not know the simulator's. */
static void over_tls(const char *ca_file, zegoapi_status_t expected) {
    checking = "over TLS";
    admin_reset(1);
    zegoapi_app_t *app = simulator_app();
    zegoapi_endpoint_t *endpoint = simulator_endpoint("ZEGOAPI_TEST_HTTPS_URL");
    zegoapi_client_t *client = NULL;
    zegoapi_options_t *options = NULL;
    zegoapi_error_t *error = NULL;
    zegoapi_options_new(&options, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_NO_PROXY, 1, NULL);
    if (ca_file != NULL) {
        CHECK_NUMBER(zegoapi_options_set_text(options, ZEGOAPI_OPTION_CA_FILE, str(ca_file), NULL), ZEGOAPI_OK);
    }
    CHECK_NUMBER(zegoapi_client_new(app, endpoint, options, &client, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(send_to(client, "u1", NULL, &error), expected);
    CHECK_NUMBER(zegoapi_error_cause(error), expected == ZEGOAPI_OK ? 0 : ZEGOAPI_NOT_SENT_TLS);
    zegoapi_error_free(error);
    zegoapi_client_free(client);
    zegoapi_options_set_text(options, ZEGOAPI_OPTION_CA_FILE, str("/nowhere/ca.pem"), NULL);
    CHECK_NUMBER(zegoapi_client_new(app, endpoint, options, &client, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    zegoapi_options_free(options);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
}

struct told {
    unsigned calls;
    zegoapi_progress_t last;
    unsigned begun;
    unsigned settled;
    int late;
};

/* Each user is told of as begun before it is told of as settled. */
static void on_user(void *user_data, zegoapi_str_t user_id, uint32_t outcome, int64_t code) {
    struct told *told = user_data;
    CHECK(user_id.len > 0);
    CHECK_NUMBER(code, outcome == ZEGOAPI_OUTCOME_FAILED ? 50003 : 0);
    *(outcome == ZEGOAPI_OUTCOME_UNKNOWN ? &told->begun : &told->settled) += 1;
    told->late |= told->settled > told->begun;
}

static void on_progress(void *user_data, const zegoapi_progress_t *progress) {
    struct told *told = user_data;
    told->calls++;
    told->last = *progress;
}

static void fans_out(void) {
    checking = "fans out";
    char names[43][8];
    zegoapi_str_t users[43];
    zegoapi_fanout_t *fanout = NULL;
    zegoapi_report_t *report = NULL;
    zegoapi_progress_t progress;
    struct told told = {0, {0, 0, 0, 0, 0, 0}, 0, 0, 0};
    admin_reset(40);
    for (int user = 0; user < 43; user++) {
        snprintf(names[user], sizeof names[user], "u%d", user == 42 ? 1 : user + 1);
        users[user] = str(names[user]);
    }
    zegoapi_client_t *client = simulator_client(NULL);
    CHECK_NUMBER(
        zegoapi_fanout_new_by_client(client, str("room1"), str("server"), str("hi"), users, 43, NULL, &fanout, NULL),
        ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_client_run(client, fanout, NULL, on_user, on_progress, &told, &report, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_report_progress(report, &progress, NULL), ZEGOAPI_OK);
    CHECK(progress.total == 42 && progress.sent == 40 && progress.failed == 2);
    CHECK(told.calls >= 5 && memcmp(&told.last, &progress, sizeof progress) == 0);
    CHECK(told.begun == 42 && told.settled == 42 && !told.late);
    CHECK_NUMBER(zegoapi_report_repeated(report), 1);
    for (int user = 0; user < 40; user++) {
        CHECK_NUMBER(zegoapi_report_outcome(report, (size_t)user), ZEGOAPI_OUTCOME_SENT);
        CHECK_NUMBER(admin_messages(names[user]), 1);
    }
    CHECK_NUMBER(zegoapi_report_code(report, 41), 50003);
    zegoapi_report_free(report);
    /* It is spent: whatever is asked of it now is refused. */
    CHECK_NUMBER(zegoapi_client_run(client, fanout, NULL, NULL, NULL, NULL, &report, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_fanout_progress(fanout, &progress, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_fanout_report(fanout, &report, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    zegoapi_fanout_free(fanout);
    zegoapi_client_free(client);
}

struct cancelled {
    zegoapi_cancel_t *cancel;
    uint32_t met;
};

static void *cancel_soon(void *argument) {
    struct cancelled *cancelled = argument;
    sleep_ms(100);
    zegoapi_cancel_now(cancelled->cancel, &cancelled->met, NULL);
    return NULL;
}

static void cancels(void) {
    checking = "cancels";
    admin_reset(1);
    admin_fault("\"stall\"", "before", 1);
    zegoapi_client_t *client = simulator_client(NULL);
    zegoapi_command_t *command = command_to("u1");
    zegoapi_reply_t *reply = NULL;
    struct cancelled cancelled = {NULL, 0};
    pthread_t thread;
    zegoapi_cancel_new(&cancelled.cancel, NULL);
    pthread_create(&thread, NULL, cancel_soon, &cancelled);
    /* The request is out: its connection is closed, and nobody can tell what came of it. */
    uint64_t began = now_ms();
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, cancelled.cancel, &reply, NULL), ZEGOAPI_ERROR_UNKNOWN);
    CHECK(reply == NULL && now_ms() - began < 1000);
    pthread_join(thread, NULL);
    CHECK_NUMBER(cancelled.met, ZEGOAPI_CANCELLED_WHILE_SENDING);
    CHECK(zegoapi_cancel_is_cancelled(cancelled.cancel));
    zegoapi_reply_free(reply);
    /* One that was cancelled before is not sent. */
    zegoapi_error_t *error = NULL;
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, cancelled.cancel, &reply, &error), ZEGOAPI_ERROR_NOT_SENT);
    CHECK_NUMBER(zegoapi_error_cause(error), ZEGOAPI_NOT_SENT_CANCELLED);
    zegoapi_error_free(error);
    zegoapi_cancel_free(cancelled.cancel);
    zegoapi_cancel_new(&cancelled.cancel, NULL);
    CHECK_NUMBER(zegoapi_cancel_now(cancelled.cancel, &cancelled.met, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(cancelled.met, ZEGOAPI_CANCELLED_BEFORE_SENDING);
    zegoapi_cancel_free(cancelled.cancel);
    zegoapi_command_free(command);
    zegoapi_client_free(client);
}

struct heard {
    uint32_t kinds;
    uint64_t call;
};

static void on_event(void *user_data, const zegoapi_event_t *event) {
    struct heard *heard = user_data;
    int64_t code = 77;
    uint32_t kind = zegoapi_event_kind(event);
    bool has_code = zegoapi_event_code(event, &code);
    heard->kinds = heard->kinds * 10 + kind;
    CHECK_TEXT(zegoapi_event_action(event), str("SendCustomCommand"));
    CHECK(zegoapi_event_host(event).len > 0);
    CHECK_NUMBER(zegoapi_event_call(event), heard->call);
    if (kind == ZEGOAPI_EVENT_RETRY || kind == ZEGOAPI_EVENT_END) {
        int ended = kind == ZEGOAPI_EVENT_END;
        CHECK_NUMBER(zegoapi_event_outcome(event),
                     ended ? ZEGOAPI_CALL_OUTCOME_ACCEPTED : ZEGOAPI_CALL_OUTCOME_REFUSED);
        CHECK(has_code && code == (ended ? 0 : 50013));
        CHECK_NUMBER(zegoapi_event_http_status(event), 200);
        CHECK(zegoapi_event_request_id(event).len > 0);
    } else {
        CHECK(!has_code && code == 0 && zegoapi_event_outcome(event) == 0);
    }
}

static void tells_events(void) {
    checking = "tells events";
    struct heard heard = {0, 1};
    zegoapi_options_t *options = NULL;
    admin_reset(1);
    zegoapi_options_new(&options, NULL);
    CHECK_NUMBER(zegoapi_options_on_event(options, on_event, &heard, NULL), ZEGOAPI_OK);
    zegoapi_client_t *client = simulator_client(options);
    zegoapi_options_free(options);
    admin_fault("{\"code\":{\"code\":50013}}", "before", 1);
    CHECK_NUMBER(send_to(client, "u1", NULL, NULL), ZEGOAPI_OK);
    /* Begin, try, retry, try, end. */
    CHECK_NUMBER(heard.kinds, 13435);
    /* The next call has the next number. */
    heard.kinds = 0;
    heard.call = 2;
    CHECK_NUMBER(send_to(client, "u1", NULL, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(heard.kinds, 135);
    zegoapi_client_free(client);
}

/* Two clients of one application, and a call that is driven by hand, keep its rate together. */
static void shares_the_rate(void) {
    checking = "shares the rate";
    admin_reset(1);
    zegoapi_app_t *app = simulator_app();
    zegoapi_endpoint_t *endpoint = simulator_endpoint("ZEGOAPI_TEST_HTTP_URL");
    zegoapi_client_t *clients[2] = {NULL, NULL};
    zegoapi_options_t *options = NULL;
    zegoapi_error_t *error = NULL;
    CHECK_NUMBER(zegoapi_app_set_calls_per_second(app, str("SendCustomCommand"), 2, NULL), ZEGOAPI_OK);
    zegoapi_options_new(&options, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_FAIL_FAST, 1, NULL);
    for (int at = 0; at < 2; at++) {
        CHECK_NUMBER(zegoapi_client_new(app, endpoint, options, &clients[at], NULL), ZEGOAPI_OK);
        CHECK_NUMBER(send_to(clients[at], "u1", NULL, NULL), ZEGOAPI_OK);
    }
    /* Two of two are used up, whoever asks. */
    for (int at = 0; at < 2; at++) {
        CHECK_NUMBER(send_to(clients[at], "u1", NULL, &error), ZEGOAPI_ERROR_NOT_SENT);
        CHECK_NUMBER(zegoapi_error_cause(error), ZEGOAPI_NOT_SENT_RATE_LIMIT);
        zegoapi_error_free(error);
    }
    zegoapi_clock_t *clock = NULL;
    zegoapi_command_t *command = command_to("u1");
    zegoapi_call_t *call = NULL;
    zegoapi_time_t now;
    static const uint8_t random[16] = {0};
    uint32_t step = 0;
    uint64_t ms = 0;
    zegoapi_request_t *request = NULL;
    zegoapi_clock_new(&clock, NULL);
    zegoapi_clock_now(clock, &now, NULL);
    zegoapi_call_new(command, app, endpoint, NULL, now, &call, NULL);
    CHECK_NUMBER(zegoapi_call_next(call, now, random, &step, &ms, &request, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(step, ZEGOAPI_STEP_WAIT);
    CHECK_NUMBER(admin_messages("u1"), 2);
    zegoapi_call_free(call);
    zegoapi_command_free(command);
    zegoapi_clock_free(clock);
    zegoapi_client_free(clients[0]);
    zegoapi_client_free(clients[1]);
    zegoapi_options_free(options);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
}

/* Options that mean nothing where they are given are refused, and named. */
static void wrong_options(void) {
    checking = "wrong options";
    static const struct {
        uint32_t option;
        const char *name;
        int of_client, of_call, of_fanout, of_dispatcher;
    } known[] = {
        {ZEGOAPI_OPTION_TIMEOUT_MS, "timeout_ms", 1, 1, 1, 0},
        {ZEGOAPI_OPTION_CONCURRENCY, "concurrency", 0, 0, 1, 0},
        {ZEGOAPI_OPTION_WORKERS, "workers", 0, 0, 0, 1},
        {ZEGOAPI_OPTION_MAX_REPLY_BYTES, "max_reply_bytes", 1, 0, 0, 0},
        {ZEGOAPI_OPTION_PROXY, "proxy", 1, 0, 0, 0},
        {0, "on_event", 1, 0, 0, 0},
    };
    zegoapi_client_t *client = simulator_client(NULL);
    zegoapi_app_t *app = simulator_app();
    zegoapi_str_t user = str("u1");
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        zegoapi_options_t *options = NULL;
        zegoapi_error_t *errors[4] = {NULL, NULL, NULL, NULL};
        zegoapi_client_t *other = NULL;
        zegoapi_fanout_t *fanout = NULL;
        zegoapi_dispatcher_t *dispatcher = NULL;
        zegoapi_options_new(&options, NULL);
        if (known[at].option == 0) {
            zegoapi_options_on_event(options, on_event, NULL, NULL);
        } else if (known[at].option == ZEGOAPI_OPTION_PROXY) {
            zegoapi_options_set_text(options, ZEGOAPI_OPTION_PROXY, str("http://127.0.0.1:1"), NULL);
        } else {
            CHECK_NUMBER(zegoapi_options_set(options, known[at].option, 5000, NULL), ZEGOAPI_OK);
        }
        int taken[4] = {known[at].of_client, known[at].of_call, known[at].of_fanout, known[at].of_dispatcher};
        admin_reset(1);
        zegoapi_status_t statuses[4] = {
            zegoapi_client_new(app, NULL, options, &other, &errors[0]),
            send_to(client, "u1", options, &errors[1]),
            zegoapi_fanout_new_by_client(client, str("room1"), str("server"), str("hi"), &user, 1, options, &fanout,
                                         &errors[2]),
            zegoapi_dispatcher_new(client, options, &dispatcher, &errors[3]),
        };
        for (int place = 0; place < 4; place++) {
            CHECK_NUMBER(statuses[place], taken[place] ? ZEGOAPI_OK : ZEGOAPI_ERROR_WRONG_OPTION);
            CHECK((strstr(zegoapi_error_text(errors[place]).data, known[at].name) != NULL) == !taken[place]);
            zegoapi_error_free(errors[place]);
        }
        zegoapi_dispatcher_free(dispatcher);
        zegoapi_fanout_free(fanout);
        zegoapi_client_free(other);
        zegoapi_options_free(options);
    }
    zegoapi_app_free(app);
    zegoapi_client_free(client);
}

static void system_time(void) {
    checking = "system";
    zegoapi_clock_t *clock = NULL;
    zegoapi_time_t first = {0, 0}, second = {0, 0};
    zegoapi_stamp_t one, two;
    uint8_t bytes[16] = {0}, more[16] = {0};
    zegoapi_clock_new(&clock, NULL);
    CHECK_NUMBER(zegoapi_clock_now(clock, &first, NULL), ZEGOAPI_OK);
    sleep_ms(20);
    CHECK_NUMBER(zegoapi_clock_now(clock, &second, NULL), ZEGOAPI_OK);
    CHECK(second.monotonic_ms >= first.monotonic_ms + 15 && second.monotonic_ms < first.monotonic_ms + 10000);
    CHECK(second.unix_ms >= ((int64_t)time(NULL) - 10) * 1000 && second.unix_ms < ((int64_t)time(NULL) + 1) * 1000);
    CHECK_NUMBER(zegoapi_random(bytes, sizeof bytes, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_random(more, sizeof more, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_random(NULL, 0, NULL), ZEGOAPI_OK);
    CHECK(memcmp(bytes, more, sizeof bytes) != 0);
    CHECK_NUMBER(zegoapi_stamp_now(&one, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_stamp_now(&two, NULL), ZEGOAPI_OK);
    CHECK(memcmp(one.nonce, two.nonce, sizeof one.nonce) != 0);
    zegoapi_clock_free(clock);
}

static void all(void) {
    delivers();
    other_actions();
    failures();
    without_a_server();
    over_tls(setting("ZEGOAPI_TEST_CA_FILE"), ZEGOAPI_OK);
    over_tls(NULL, ZEGOAPI_ERROR_NOT_SENT);
    fans_out();
    cancels();
    tells_events();
    shares_the_rate();
    wrong_options();
    system_time();
}

int main(void) {
    run_in_thread(all);
    return finish("live_client");
}
