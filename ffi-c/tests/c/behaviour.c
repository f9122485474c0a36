/* What the C ABI does with right arguments, and at the limits of what is right; nothing here needs the network. */
#include "check.h"

static zegoapi_app_t *app;
static zegoapi_endpoint_t *endpoint;
static zegoapi_stamp_t stamp;

static void versions(void) {
    char number[32];
    checking = "versions";
    CHECK_NUMBER(zegoapi_abi_version(), ZEGOAPI_ABI_VERSION);
    CHECK_TEXT(zegoapi_version(), str(ZEGOAPI_VERSION));
    snprintf(number, sizeof number, "%d.%d.%d", ZEGOAPI_VERSION_MAJOR, ZEGOAPI_VERSION_MINOR, ZEGOAPI_VERSION_PATCH);
    CHECK_TEXT(zegoapi_version(), str(number));
    CHECK_NUMBER(ZEGOAPI_VERSION_NUMBER,
                 ZEGOAPI_VERSION_MAJOR * 1000000 + ZEGOAPI_VERSION_MINOR * 1000 + ZEGOAPI_VERSION_PATCH);
#ifdef ZEGOAPI_HTTP
    CHECK(zegoapi_has_http());
#else
    CHECK(!zegoapi_has_http());
#endif
}

/* What programs were compiled with: the structs that are the caller's have these layouts for ever. */
static void layouts(void) {
    checking = "layouts";
    CHECK(sizeof(zegoapi_str_t) == 2 * sizeof(void *) && offsetof(zegoapi_str_t, len) == sizeof(void *));
    CHECK(sizeof(zegoapi_stamp_t) == 24 && offsetof(zegoapi_stamp_t, timestamp) == 16);
    CHECK(sizeof(zegoapi_time_t) == 16 && offsetof(zegoapi_time_t, unix_s) == 8);
    CHECK(sizeof(zegoapi_event_t) == 24 && offsetof(zegoapi_event_t, duration_ms) == 16);
    CHECK(offsetof(zegoapi_event_t, code) == 8 && offsetof(zegoapi_event_t, has_code) == 12);
    CHECK(sizeof(zegoapi_progress_t) == 6 * sizeof(size_t));
    CHECK(offsetof(zegoapi_progress_t, not_tried) == 5 * sizeof(size_t));
    CHECK(sizeof(zegoapi_status_t) == 4);
}

static void statuses(void) {
    checking = "statuses";
    static const uint32_t known[] = {0, 1, 2, 3, 4, 5, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111};
    size_t named = 0;
    for (uint32_t status = 0; status < 300; status++) {
        named += zegoapi_status_name(status).len > 0;
    }
    CHECK_NUMBER(named, sizeof known / sizeof *known);
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        CHECK(zegoapi_status_name(known[at]).len > 0);
        uint32_t delivery = known[at] == 0 ? 0
                            : known[at] == ZEGOAPI_ERROR_UNKNOWN || known[at] == ZEGOAPI_ERROR_BAD_REPLY ||
                                    known[at] == ZEGOAPI_ERROR_PANIC
                                ? ZEGOAPI_DELIVERY_UNKNOWN
                                : ZEGOAPI_DELIVERY_NO;
        CHECK_NUMBER(zegoapi_status_delivery(known[at]), delivery);
    }
    CHECK_TEXT(zegoapi_status_name(ZEGOAPI_ERROR_NOT_SENT), str("NotSent"));
    CHECK_TEXT(zegoapi_status_name(UINT32_MAX), str(""));
    /* A number of a later library: nobody here can tell. */
    CHECK_NUMBER(zegoapi_status_delivery(6), ZEGOAPI_DELIVERY_UNKNOWN);
    CHECK_NUMBER(zegoapi_status_delivery(UINT32_MAX), ZEGOAPI_DELIVERY_UNKNOWN);
}

static void applications(void) {
    checking = "applications";
    zegoapi_error_t *error = NULL;
    zegoapi_app_t *other = NULL;
    CHECK_NUMBER(zegoapi_app_new(0, str("s"), &other, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("app_id"));
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_app_new(UINT32_MAX, str("s"), &other, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_id(other), UINT32_MAX);
    CHECK_NUMBER(zegoapi_app_is_test(other), -1);
    CHECK_NUMBER(zegoapi_app_limit(other, ZEGOAPI_LIMIT_CALLS_PER_SECOND), 100);
    CHECK_NUMBER(zegoapi_app_set_is_test(other, 77, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_is_test(other), 1);
    CHECK_NUMBER(zegoapi_app_limit(other, ZEGOAPI_LIMIT_CALLS_PER_SECOND), 10);
    CHECK_NUMBER(zegoapi_app_set_is_test(other, 0, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_is_test(other), 0);
    static const size_t defaults[] = {1024, 10, 65536, 1048576, 100};
    for (uint32_t limit = 1; limit <= 5; limit++) {
        CHECK_NUMBER(zegoapi_app_limit(other, limit), defaults[limit - 1]);
        CHECK_NUMBER(zegoapi_app_set_limit(other, limit, 7 + limit, NULL), ZEGOAPI_OK);
    }
    for (uint32_t limit = 1; limit <= 5; limit++) {
        CHECK_NUMBER(zegoapi_app_limit(other, limit), 7 + limit);
    }
    CHECK_NUMBER(zegoapi_app_limit(other, 0) + zegoapi_app_limit(other, 6), 0);
    CHECK_NUMBER(zegoapi_app_set_limit(other, ZEGOAPI_LIMIT_CALLS_PER_SECOND, 0, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_limit(other, ZEGOAPI_LIMIT_CALLS_PER_SECOND), 100);
    CHECK_NUMBER(zegoapi_app_set_limit(other, ZEGOAPI_LIMIT_CALLS_PER_SECOND, SIZE_MAX, NULL),
                 sizeof(size_t) > 4 ? ZEGOAPI_ERROR_OUT_OF_RANGE : ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_set_clock_offset_s(other, INT32_MIN, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_clock_offset_s(other), INT32_MIN);
    zegoapi_app_free(other);
}

static void endpoints(void) {
    checking = "endpoints";
    zegoapi_endpoint_t *other = NULL;
    CHECK_NUMBER(zegoapi_endpoint_in_region(str("fra"), &other, NULL), ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_endpoint_url(other), str("https://rtc-api-fra.zego.im/"));
    CHECK_TEXT(zegoapi_endpoint_host(other), str("rtc-api-fra.zego.im"));
    CHECK_NUMBER(zegoapi_endpoint_port(other), 443);
    CHECK(zegoapi_endpoint_is_https(other));
    zegoapi_endpoint_free(other);
    CHECK_NUMBER(zegoapi_endpoint_from_base_url(str("http://[::1]:8080/x"), &other, NULL), ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_endpoint_host(other), str("[::1]"));
    CHECK_NUMBER(zegoapi_endpoint_port(other), 8080);
    CHECK(!zegoapi_endpoint_is_https(other));
    zegoapi_endpoint_free(other);
    CHECK_NUMBER(zegoapi_endpoint_in_region(str("mars"), &other, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_endpoint_from_base_url(str("http://example.com"), &other, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK(other == NULL);
}

static void stamps(void) {
    checking = "stamps";
    static const uint8_t random[8] = {0x4f, 0xd2, 0x46, 0x87, 0x29, 0x6d, 0xd9, 0xf3};
    zegoapi_stamp_t made;
    zegoapi_request_t *request = NULL;
    zegoapi_command_t *command = NULL;
    zegoapi_error_t *error = NULL;
    CHECK_NUMBER(zegoapi_stamp_from_random(random, 1615186943, &made, NULL), ZEGOAPI_OK);
    CHECK(memcmp(&made, &stamp, sizeof made) == 0);
    CHECK_NUMBER(zegoapi_stamp_from_random(random, -1, &made, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK(made.timestamp == 0 && made.nonce[0] == 0);
    CHECK_NUMBER(zegoapi_stamp_from_nonce(str("4fd24687296dd9f3"), INT64_MIN, &made, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    /* One that was filled by hand, wrongly, is found out where it is used. */
    zegoapi_command_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    made = stamp;
    made.nonce[3] = 0xff;
    CHECK_NUMBER(zegoapi_command_prepare(command, app, endpoint, &made, &request, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("nonce"));
    CHECK(request == NULL);
    zegoapi_error_free(error);
    zegoapi_command_free(command);
}

/* Prepares a command and returns the status; the field of a refusal must be this. */
static zegoapi_status_t prepared(const zegoapi_command_t *command, const char *field, size_t limit, size_t size) {
    zegoapi_request_t *request = NULL;
    zegoapi_error_t *error = NULL;
    size_t found_limit = 0, found_size = 0;
    zegoapi_status_t status = zegoapi_command_prepare(command, app, endpoint, &stamp, &request, &error);
    CHECK_NUMBER(zegoapi_command_check(command, app, NULL) == ZEGOAPI_OK, status == ZEGOAPI_OK);
    if (status != ZEGOAPI_OK) {
        CHECK_TEXT(zegoapi_error_field(error), str(field));
        CHECK_NUMBER(zegoapi_error_problem(error), ZEGOAPI_PROBLEM_TOO_LARGE);
        CHECK(zegoapi_error_limit(error, &found_limit) && zegoapi_error_size(error, &found_size));
        CHECK(found_limit == limit && found_size == size);
    }
    zegoapi_request_free(request);
    zegoapi_error_free(error);
    return status;
}

static void limits(void) {
    checking = "limits";
    static char content[1025];
    zegoapi_str_t users[11];
    zegoapi_command_t *command = NULL;
    memset(content, 'x', sizeof content);
    for (size_t at = 0; at < 11; at++) {
        users[at] = str("u1");
    }
    for (size_t len = 1023; len <= 1025; len++) {
        zegoapi_str_t text = {content, len};
        CHECK_NUMBER(zegoapi_command_to_everyone(str("room1"), str("server"), text, &command, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(prepared(command, "content", 1024, len), len > 1024 ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
        zegoapi_command_free(command);
    }
    for (size_t count = 0; count <= 11; count++) {
        zegoapi_status_t made =
            zegoapi_command_to_users(str("room1"), str("server"), users, count, str("hi"), &command, NULL);
        CHECK_NUMBER(made, count == 0 ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
        if (made == ZEGOAPI_OK) {
            CHECK_NUMBER(prepared(command, "to", 10, count), count > 10 ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
        }
        zegoapi_command_free(command);
    }
    /* No list at all is an empty one; never everyone. */
    CHECK_NUMBER(zegoapi_command_to_users(str("room1"), str("server"), NULL, 0, str("hi"), &command, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    users[1].len = 0;
    zegoapi_error_t *error = NULL;
    size_t index = 0;
    CHECK_NUMBER(zegoapi_command_to_users(str("room1"), str("server"), users, 3, str("hi"), &command, &error),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK(zegoapi_error_index(error, &index) && index == 1);
    zegoapi_error_free(error);
}

static void texts(void) {
    checking = "texts";
    zegoapi_str_t with_nul = {"a\0b", 3}, nothing = {NULL, 0};
    zegoapi_command_t *command = NULL;
    zegoapi_request_t *request = NULL;
    CHECK_NUMBER(zegoapi_command_to_everyone(with_nul, str("server"), str("hi"), &command, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL), ZEGOAPI_OK);
    CHECK(strstr(zegoapi_request_url(request).data, "RoomId=a%00b&") != NULL);
    CHECK(strstr(zegoapi_request_masked(request).data, "a%00b") == NULL);
    CHECK(strstr(zegoapi_request_masked(request).data, "4fd24687296dd9f3") == NULL);
    zegoapi_request_free(request);
    zegoapi_command_free(command);
    CHECK_NUMBER(zegoapi_command_to_everyone(nothing, str("server"), str("hi"), &command, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_str("abc").len, 3);
    CHECK_NUMBER(zegoapi_str("").len, 0);
    /* A user id with a NUL comes back with all of its bytes. */
    zegoapi_reply_t *reply = NULL;
    zegoapi_command_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    const char *body = "{\"Code\":0,\"Data\":{\"FailUsers\":[{\"Uid\":\"a\\u0000b\",\"Code\":50003}]}}";
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str(body), &reply, NULL), ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_reply_fail_user_id(reply, 0), with_nul);
    CHECK(zegoapi_reply_fail_user_id(reply, 0).data[3] == '\0');
    CHECK_NUMBER(zegoapi_reply_fail_user_id(reply, 1).len + zegoapi_reply_fail_user_id(reply, SIZE_MAX).len, 0);
    CHECK_NUMBER(zegoapi_reply_fail_user_code(reply, SIZE_MAX), 0);
    zegoapi_reply_free(reply);
    CHECK_NUMBER(zegoapi_command_parse(command, 65535, nothing, &reply, NULL), ZEGOAPI_ERROR_BAD_REPLY);
    zegoapi_command_free(command);
}

static void other_actions(void) {
    checking = "other actions";
    zegoapi_command_t *command = NULL, *message = NULL;
    zegoapi_request_t *request = NULL;
    zegoapi_reply_t *reply = NULL;
    zegoapi_error_t *error = NULL;
    zegoapi_str_t rooms[2];
    rooms[0] = str("room 1");
    rooms[1] = str("room2");
    CHECK_NUMBER(zegoapi_command_get(str("DescribeUserNum"), &command, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_add_list(command, str("RoomId"), rooms, 2, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_add_param(command, str("Page"), str("1&2"), NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_add_param(command, str("Page"), str("3"), NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_command_add_list(command, str("Other"), rooms, 0, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL);
    const char *expected = "&SignatureVersion=2.0&RoomId%5B%5D=room%201&RoomId%5B%5D=room2&Page=1%262";
    CHECK(strstr(zegoapi_request_url(request).data, expected) != NULL);
    zegoapi_request_free(request);
    /* 104 is a code of the room family alone. */
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str("{\"Code\":104}"), &reply, &error), ZEGOAPI_ERROR_API);
    CHECK_NUMBER(zegoapi_error_code_kind(error), ZEGOAPI_CODE_KIND_UNLISTED);
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_command_set_code_family(command, ZEGOAPI_CODE_FAMILY_ROOM, NULL), ZEGOAPI_OK);
    zegoapi_command_parse(command, 200, str("{\"Code\":104,\"Data\":[1]}"), &reply, &error);
    CHECK_NUMBER(zegoapi_error_code_kind(error), ZEGOAPI_CODE_KIND_ABSENT);
    CHECK_TEXT(zegoapi_error_data(error), str("[1]"));
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str("{\"Code\":0,\"Data\":{\"n\":[1]}}"), &reply, NULL),
                 ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_reply_data(reply), str("{\"n\":[1]}"));
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);

    CHECK_NUMBER(zegoapi_command_post(str("StartMix"), str("{\"TaskId\":\"t\"}"), &command, NULL), ZEGOAPI_OK);
    zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL);
    CHECK_TEXT(zegoapi_request_method(request), str("POST"));
    CHECK_TEXT(zegoapi_request_body(request), str("{\"TaskId\":\"t\"}"));
    CHECK_TEXT(zegoapi_request_content_type(request), str("application/json"));
    zegoapi_request_free(request);
    zegoapi_command_free(command);
    CHECK_NUMBER(zegoapi_command_post(str("StartMix"), str("[]"), &command, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_command_get(str("a b"), &command, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_command_get_from_json(str("X"), str("{\"a\":[]}"), &command, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_command_get_from_json(str("X"), str("{\"a\":[1,true]}"), &command, NULL), ZEGOAPI_OK);
    zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL);
    CHECK(strstr(zegoapi_request_url(request).data, "&a%5B%5D=1&a%5B%5D=true") != NULL);
    zegoapi_request_free(request);
    zegoapi_command_free(command);

    zegoapi_command_to_everyone(str("room1"), str("server"), str("hi"), &message, NULL);
    CHECK_NUMBER(zegoapi_command_add_param(message, str("a"), str("b"), NULL), ZEGOAPI_ERROR_WRONG_COMMAND);
    CHECK_NUMBER(zegoapi_command_add_list(message, str("a"), rooms, 2, NULL), ZEGOAPI_ERROR_WRONG_COMMAND);
    CHECK_NUMBER(zegoapi_command_set_code_family(message, ZEGOAPI_CODE_FAMILY_ROOM, NULL), ZEGOAPI_ERROR_WRONG_COMMAND);
    zegoapi_command_free(message);
}

static void options(void) {
    checking = "options";
    zegoapi_options_t *options = NULL;
    uint64_t number = 77;
    CHECK_NUMBER(zegoapi_options_new(&options, NULL), ZEGOAPI_OK);
    CHECK(!zegoapi_options_number(options, ZEGOAPI_OPTION_TIMEOUT_MS, &number));
    CHECK_NUMBER(number, 0);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_TIMEOUT_MS, UINT64_MAX, NULL), ZEGOAPI_OK);
    CHECK(zegoapi_options_number(options, ZEGOAPI_OPTION_TIMEOUT_MS, &number) && number == UINT64_MAX);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, UINT32_MAX, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, (uint64_t)UINT32_MAX + 1, NULL),
                 ZEGOAPI_ERROR_OUT_OF_RANGE);
    CHECK(zegoapi_options_number(options, ZEGOAPI_OPTION_RETRIES, &number) && number == UINT32_MAX);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_CONCURRENCY, UINT64_MAX, NULL),
                 ZEGOAPI_ERROR_OUT_OF_RANGE);
    zegoapi_options_free(options);
}

static void lines(void) {
    checking = "report lines";
    char buffer[128];
    size_t len = 0;
    uint32_t outcome = 0;
    int32_t code = 0;
    zegoapi_str_t id = {"u\"\0", 3};
    const char *expected = "{\"user_id\":\"u\\\"\\u0000\",\"outcome\":\"failed\",\"code\":50003}";
    size_t needed = strlen(expected);
    CHECK_NUMBER(zegoapi_report_line_write(id, ZEGOAPI_OUTCOME_FAILED, 50003, NULL, 0, &len, NULL),
                 ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK_NUMBER(len, needed);
    buffer[0] = '#';
    CHECK_NUMBER(zegoapi_report_line_write(id, ZEGOAPI_OUTCOME_FAILED, 50003, buffer, needed, &len, NULL),
                 ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK(buffer[0] == '#');
    CHECK_NUMBER(zegoapi_report_line_write(id, ZEGOAPI_OUTCOME_FAILED, 50003, buffer, needed + 1, &len, NULL),
                 ZEGOAPI_OK);
    CHECK_TEXT(str(buffer), str(expected));
    char user[8];
    CHECK_NUMBER(zegoapi_report_line_read(str(expected), user, 3, &len, &outcome, &code, NULL),
                 ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK(len == 3 && outcome == 0 && code == 0);
    CHECK_NUMBER(zegoapi_report_line_read(str(expected), user, 4, &len, &outcome, &code, NULL), ZEGOAPI_OK);
    zegoapi_str_t read = {user, len};
    CHECK_TEXT(read, id);
    CHECK(outcome == ZEGOAPI_OUTCOME_FAILED && code == 50003);
    CHECK_NUMBER(zegoapi_report_line_read(str("{\"user_id\""), user, 8, &len, &outcome, &code, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
}

static void explanations(void) {
    checking = "explanations";
    zegoapi_explanation_t *explanation = NULL;
    zegoapi_error_t *error = NULL;
    CHECK_NUMBER(zegoapi_explain(ZEGOAPI_CODE_FAMILY_ROOM, 424242, &explanation, &error), ZEGOAPI_ERROR_NOT_LISTED);
    CHECK(explanation == NULL && zegoapi_error_text(error).len > 0);
    zegoapi_error_free(error);
}

/* The end of time, where nothing may overflow. */
static void the_end_of_time(void) {
    checking = "the end of time";
    zegoapi_limiter_t *limiter = NULL;
    uint64_t ticket = 0, until = 0;
    zegoapi_limiter_new(UINT32_MAX, &limiter, NULL);
    CHECK_NUMBER(zegoapi_limiter_ask(limiter, UINT64_MAX, &ticket, &until, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_limiter_refused(limiter, ticket, UINT64_MAX, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_limiter_ask(limiter, UINT64_MAX, &ticket, &until, NULL), ZEGOAPI_OK);
    zegoapi_command_t *command = NULL;
    zegoapi_call_t *call = NULL;
    zegoapi_request_t *request = NULL;
    uint32_t step = 0;
    uint8_t random[16] = {0};
    zegoapi_time_t now = {UINT64_MAX, INT64_MAX};
    zegoapi_command_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    CHECK_NUMBER(zegoapi_call_new(command, app, endpoint, NULL, now, &call, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_call_next(call, limiter, now, random, &step, &until, &request, NULL), ZEGOAPI_OK);
    zegoapi_request_free(request);
    zegoapi_call_free(call);
    zegoapi_command_free(command);
    zegoapi_limiter_free(limiter);
}

int main(void) {
    zegoapi_app_new(12345, str("9193cc662a4c0ec135ec71fb57194b38"), &app, NULL);
    zegoapi_endpoint_in_region(str(""), &endpoint, NULL);
    zegoapi_stamp_from_nonce(str("4fd24687296dd9f3"), 1615186943, &stamp, NULL);
    versions();
    layouts();
    statuses();
    applications();
    endpoints();
    stamps();
    limits();
    texts();
    other_actions();
    options();
    lines();
    explanations();
    the_end_of_time();
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
    return finish("behaviour");
}
