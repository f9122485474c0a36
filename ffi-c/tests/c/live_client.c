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
    zegoapi_command_to_users(str("room1"), str("server"), users, 3, str("hi"), &command, NULL);
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
    zegoapi_command_get(str("DescribeUserNum"), &command, NULL);
    zegoapi_command_add_list(command, str("RoomId"), &room, 1, NULL);
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, NULL, &reply, NULL), ZEGOAPI_OK);
    CHECK(strstr(zegoapi_reply_data(reply).data, "\"UserCount\":2") != NULL);
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);
    zegoapi_command_post(str("StartMix"), str("{\"TaskId\":\"t1\"}"), &command, NULL);
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, NULL, &reply, NULL), ZEGOAPI_OK);
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);
    zegoapi_client_free(client);
}

/* Each kind of failure, with what the server has to say to its delivery. */
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
    CHECK_NUMBER(zegoapi_error_delivery(error), ZEGOAPI_DELIVERY_UNKNOWN);
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
    zegoapi_endpoint_from_base_url(str("http://127.0.0.1:1"), &endpoint, NULL);
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
};

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
    struct told told = {0, {0, 0, 0, 0, 0, 0}};
    admin_reset(40);
    for (int user = 0; user < 43; user++) {
        snprintf(names[user], sizeof names[user], "u%d", user == 42 ? 1 : user + 1);
        users[user] = str(names[user]);
    }
    zegoapi_client_t *client = simulator_client(NULL);
    CHECK_NUMBER(zegoapi_client_fanout(client, str("room1"), str("server"), str("hi"), users, 43, NULL, &fanout, NULL),
                 ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_client_run(client, fanout, NULL, on_progress, &told, &report, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_report_progress(report, &progress, NULL), ZEGOAPI_OK);
    CHECK(progress.total == 42 && progress.sent == 40 && progress.failed == 2);
    CHECK(told.calls >= 5 && memcmp(&told.last, &progress, sizeof progress) == 0);
    CHECK_NUMBER(zegoapi_report_repeated(report), 1);
    for (int user = 0; user < 40; user++) {
        CHECK_NUMBER(zegoapi_report_outcome(report, (size_t)user), ZEGOAPI_OUTCOME_SENT);
        CHECK_NUMBER(admin_messages(names[user]), 1);
    }
    CHECK_NUMBER(zegoapi_report_code(report, 41), 50003);
    zegoapi_report_free(report);
    /* It is spent: whatever is asked of it now is refused. */
    CHECK_NUMBER(zegoapi_client_run(client, fanout, NULL, NULL, NULL, &report, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
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
    admin_fault("{\"delay\":{\"ms\":400}}", "before", 1);
    zegoapi_client_t *client = simulator_client(NULL);
    zegoapi_command_t *command = command_to("u1");
    zegoapi_reply_t *reply = NULL;
    struct cancelled cancelled = {NULL, 0};
    pthread_t thread;
    zegoapi_cancel_new(&cancelled.cancel, NULL);
    pthread_create(&thread, NULL, cancel_soon, &cancelled);
    /* The request is out: it is waited for, and what came of it is told. */
    CHECK_NUMBER(zegoapi_client_send(client, command, NULL, cancelled.cancel, &reply, NULL), ZEGOAPI_OK);
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

static void on_event(void *user_data, zegoapi_str_t action, const zegoapi_event_t *event) {
    uint32_t *kinds = user_data;
    CHECK_TEXT(action, str("SendCustomCommand"));
    *kinds = *kinds * 10 + event->kind;
}

static void tells_events(void) {
    checking = "tells events";
    uint32_t kinds = 0;
    zegoapi_options_t *options = NULL;
    admin_reset(1);
    zegoapi_options_new(&options, NULL);
    CHECK_NUMBER(zegoapi_options_on_event(options, on_event, &kinds, NULL), ZEGOAPI_OK);
    zegoapi_client_t *client = simulator_client(options);
    zegoapi_options_free(options);
    admin_fault("{\"code\":{\"code\":50013}}", "before", 1);
    CHECK_NUMBER(send_to(client, "u1", NULL, NULL), ZEGOAPI_OK);
    /* Begin, try, retry, try, end. */
    CHECK_NUMBER(kinds, 13435);
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
    CHECK(second.unix_s >= (int64_t)time(NULL) - 10 && second.unix_s <= (int64_t)time(NULL));
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
    system_time();
}

int main(void) {
    run_in_thread(all);
    return finish("live_client");
}
