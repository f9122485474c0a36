/* Runs the shared vectors through the C ABI: requests, masked requests, refusals, replies, codes. */
#include "parts.h"

/* The URL in the caller's buffer: asked for its size, one byte too small, just large enough. */
static void check_buffer(const struct parts *parts, zegoapi_str_t url) {
    size_t len = 7;
    zegoapi_error_t *error = NULL;
    zegoapi_status_t status =
        zegoapi_command_write_url(parts->command, parts->app, parts->endpoint, &parts->stamp, NULL, 0, &len, NULL);
    CHECK_NUMBER(status, ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK_NUMBER(len, url.len);
    char *buffer = malloc(url.len + 2);
    stop_if(buffer == NULL, "out of memory");
    memset(buffer, '#', url.len + 2);
    status = zegoapi_command_write_url(parts->command, parts->app, parts->endpoint, &parts->stamp, buffer, url.len,
                                       &len, &error);
    CHECK_NUMBER(status, ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK_NUMBER(len, url.len);
    CHECK(buffer[0] == '#');
    size_t limit = 0, size = 0;
    CHECK(zegoapi_error_limit(error, &limit) && limit == url.len + 1);
    CHECK(zegoapi_error_size(error, &size) && size == url.len);
    zegoapi_error_free(error);
    status = zegoapi_command_write_url(parts->command, parts->app, parts->endpoint, &parts->stamp, buffer, url.len + 1,
                                       &len, NULL);
    CHECK_NUMBER(status, ZEGOAPI_OK);
    zegoapi_str_t written = {buffer, len};
    CHECK_TEXT(written, url);
    CHECK(buffer[url.len] == '\0' && buffer[url.len + 1] == '#');
    free(buffer);
}

static int64_t requests(const char *directory) {
    struct pack pack = pack_open(directory, "requests");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        struct fields fields = fields_read(&pack);
        zegoapi_str_t url = pack_text(&pack);
        struct parts parts;
        zegoapi_request_t *request = NULL;
        CHECK_NUMBER(parts_make(&fields, &parts, NULL), ZEGOAPI_OK);
        zegoapi_status_t status =
            zegoapi_command_prepare(parts.command, parts.app, parts.endpoint, &parts.stamp, &request, NULL);
        CHECK_NUMBER(status, ZEGOAPI_OK);
        CHECK_TEXT(zegoapi_request_url(request), url);
        CHECK_TEXT(zegoapi_request_method(request), str("GET"));
        CHECK_NUMBER(zegoapi_request_body(request).len, 0);
        CHECK(strlen(zegoapi_request_url(request).data) == url.len);
        check_buffer(&parts, url);
        zegoapi_request_free(request);
        parts_free(&fields, &parts);
    }
    pack_close(&pack);
    return count;
}

static int64_t masked(const char *directory) {
    struct pack pack = pack_open(directory, "masked");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        struct fields fields = fields_read(&pack);
        zegoapi_str_t display = pack_text(&pack);
        struct parts parts;
        zegoapi_request_t *request = NULL;
        CHECK_NUMBER(parts_make(&fields, &parts, NULL), ZEGOAPI_OK);
        zegoapi_command_prepare(parts.command, parts.app, parts.endpoint, &parts.stamp, &request, NULL);
        CHECK_TEXT(zegoapi_request_masked(request), display);
        zegoapi_request_free(request);
        parts_free(&fields, &parts);
    }
    pack_close(&pack);
    return count;
}

/* A detail that an error has or has not, as the vectors say. */
static void check_detail(struct pack *pack, const zegoapi_error_t *error,
                         bool (*get)(const zegoapi_error_t *, size_t *)) {
    size_t number = 77;
    int expected = !pack_nothing(pack);
    CHECK_NUMBER(get(error, &number), expected);
    CHECK_NUMBER(number, expected ? pack_number(pack) : 0);
}

static int64_t refused(const char *directory) {
    struct pack pack = pack_open(directory, "refused");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        struct fields fields = fields_read(&pack);
        struct parts parts;
        zegoapi_request_t *request = NULL;
        zegoapi_error_t *error = NULL;
        zegoapi_status_t status = parts_make(&fields, &parts, &error);
        if (status == ZEGOAPI_OK) {
            status = zegoapi_command_prepare(parts.command, parts.app, parts.endpoint, &parts.stamp, &request, &error);
        }
        CHECK_NUMBER(status, ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK(request == NULL);
        CHECK_NUMBER(zegoapi_error_kind(error), ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK_NUMBER(zegoapi_error_delivery(error), ZEGOAPI_DELIVERY_NO);
        CHECK_TEXT(zegoapi_error_field(error), pack_text(&pack));
        CHECK_NUMBER(zegoapi_error_problem(error), pack_number(&pack));
        check_detail(&pack, error, zegoapi_error_limit);
        check_detail(&pack, error, zegoapi_error_size);
        check_detail(&pack, error, zegoapi_error_index);
        zegoapi_error_free(error);
        parts_free(&fields, &parts);
    }
    pack_close(&pack);
    return count;
}

/* The failed users of a reply or of an error; nothing is expected where the vectors name none. */
static void check_users(struct pack *pack, const zegoapi_reply_t *reply, const zegoapi_error_t *error) {
    if (pack_nothing(pack)) {
        return;
    }
    size_t count = (size_t)pack_number(pack);
    CHECK_NUMBER(reply != NULL ? zegoapi_reply_fail_user_count(reply) : zegoapi_error_fail_user_count(error), count);
    for (size_t at = 0; at < count; at++) {
        zegoapi_str_t id = pack_text(pack);
        int64_t code = pack_number(pack);
        CHECK_TEXT(reply != NULL ? zegoapi_reply_fail_user_id(reply, at) : zegoapi_error_fail_user_id(error, at), id);
        CHECK_NUMBER(reply != NULL ? zegoapi_reply_fail_user_code(reply, at) : zegoapi_error_fail_user_code(error, at),
                     code);
    }
}

static void check_refusal(struct pack *pack, zegoapi_status_t status, const zegoapi_error_t *error) {
    CHECK_NUMBER(status, pack_number(pack));
    CHECK_NUMBER(zegoapi_error_status(error), status);
    CHECK_NUMBER(zegoapi_error_delivery(error), pack_number(pack));
    CHECK_NUMBER(zegoapi_error_delivery(error), zegoapi_status_delivery(status));
    if (!pack_nothing(pack)) {
        CHECK_NUMBER(zegoapi_error_http_status(error), pack_number(pack));
    }
    CHECK_NUMBER(zegoapi_error_code(error), pack_nothing(pack) ? 0 : pack_number(pack));
    CHECK_NUMBER(zegoapi_error_code_kind(error), pack_nothing(pack) ? 0 : pack_number(pack));
    if (!pack_nothing(pack)) {
        CHECK_TEXT(zegoapi_error_request_id(error), pack_text(pack));
    }
    if (!pack_nothing(pack)) {
        CHECK_TEXT(zegoapi_error_message(error), pack_text(pack));
    }
    check_users(pack, NULL, error);
    CHECK(zegoapi_error_text(error).len > 0 && zegoapi_error_advice(error).len > 0);
}

static int64_t replies(const char *directory) {
    struct pack pack = pack_open(directory, "replies");
    int64_t count = pack_number(&pack);
    zegoapi_command_t *command = NULL;
    zegoapi_command_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    for (int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        uint32_t http_status = (uint32_t)pack_number(&pack);
        zegoapi_str_t body = pack_text(&pack);
        zegoapi_reply_t *reply = NULL;
        zegoapi_error_t *error = NULL;
        zegoapi_status_t status = zegoapi_command_parse(command, http_status, body, &reply, &error);
        if (pack_number(&pack)) {
            CHECK_NUMBER(status, ZEGOAPI_OK);
            CHECK(error == NULL && reply != NULL);
            CHECK_TEXT(zegoapi_reply_request_id(reply), pack_text(&pack));
            CHECK_TEXT(zegoapi_reply_message(reply), pack_text(&pack));
            check_users(&pack, reply, NULL);
        } else {
            CHECK(reply == NULL && error != NULL);
            check_refusal(&pack, status, error);
        }
        zegoapi_reply_free(reply);
        zegoapi_error_free(error);
    }
    zegoapi_command_free(command);
    pack_close(&pack);
    return count;
}

static int64_t codes(const char *directory) {
    struct pack pack = pack_open(directory, "codes");
    int64_t count = pack_number(&pack);
    checking = "codes";
    for (int64_t at = 0; at < count; at++) {
        int32_t code = (int32_t)pack_number(&pack);
        uint32_t family = (uint32_t)pack_number(&pack);
        zegoapi_explanation_t *explanation = NULL;
        CHECK_NUMBER(zegoapi_explain(ZEGOAPI_CODE_FAMILY_ROOM, code, &explanation, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_explanation_family(explanation), family);
        CHECK_NUMBER(zegoapi_explanation_kind(explanation), pack_number(&pack));
        CHECK_NUMBER(zegoapi_explanation_retryable(explanation), pack_number(&pack));
        CHECK(zegoapi_explanation_meaning(explanation).len > 0 && zegoapi_explanation_advice(explanation).len > 0);
        zegoapi_explanation_free(explanation);
        zegoapi_status_t elsewhere = zegoapi_explain(ZEGOAPI_CODE_FAMILY_GATEWAY, code, &explanation, NULL);
        CHECK_NUMBER(elsewhere, family == ZEGOAPI_CODE_FAMILY_GATEWAY ? ZEGOAPI_OK : ZEGOAPI_ERROR_NOT_LISTED);
        zegoapi_explanation_free(explanation);
    }
    pack_close(&pack);
    return count;
}

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: vectors DIRECTORY");
    CHECK_NUMBER(requests(argv[1]), 151);
    CHECK_NUMBER(masked(argv[1]), 2);
    CHECK_NUMBER(refused(argv[1]), 41);
    CHECK_NUMBER(replies(argv[1]), 56);
    CHECK_NUMBER(codes(argv[1]), 45);
    return finish("vectors");
}
