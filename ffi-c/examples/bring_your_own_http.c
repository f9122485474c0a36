/* Sends one message with your own HTTP, here libcurl: the library decides (rate limit, signature, retries, clock), you
 * do the I/O. It needs nothing of the library's own HTTP: time and random bytes are yours too.
 *
 *     ZEGO_APP_ID=... ZEGO_SERVER_SECRET=... ./bring_your_own_http room1 u1 "hi"
 */
#define _POSIX_C_SOURCE 200809L

#include <curl/curl.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "common.h"

/* Larger answers are none of this API. */
#define MOST_BODY (1 << 20)

struct answer {
    char body[MOST_BODY];
    size_t len;
    char date[64];
};

static zegoapi_time_t now(void) {
    struct timespec monotonic, unix_time;
    zegoapi_time_t time_now;
    clock_gettime(CLOCK_MONOTONIC, &monotonic);
    time_now.monotonic_ms = (uint64_t)monotonic.tv_sec * 1000 + (uint64_t)monotonic.tv_nsec / 1000000;
    clock_gettime(CLOCK_REALTIME, &unix_time);
    time_now.unix_ms = (int64_t)unix_time.tv_sec * 1000 + unix_time.tv_nsec / 1000000;
    return time_now;
}

/* Fresh for every step: from them come the nonce and the jitter of a retry. */
static void random_bytes(uint8_t bytes[16]) {
    FILE *source = fopen("/dev/urandom", "rb");
    if (source == NULL || fread(bytes, 1, 16, source) != 16) {
        fprintf(stderr, "no random bytes: nothing can be signed\n");
        exit(1);
    }
    fclose(source);
}

static void sleep_until(uint64_t until_ms) {
    uint64_t now_ms = now().monotonic_ms;
    uint64_t left = until_ms > now_ms ? until_ms - now_ms : 0;
    struct timespec time = {(time_t)(left / 1000), (long)(left % 1000) * 1000000L};
    nanosleep(&time, NULL);
}

static size_t take_body(char *data, size_t size, size_t count, void *user_data) {
    struct answer *answer = user_data;
    if (size * count > MOST_BODY - answer->len) {
        return 0;
    }
    memcpy(answer->body + answer->len, data, size * count);
    answer->len += size * count;
    return size * count;
}

/* The Date header corrects a clock that is wrong. */
static size_t take_header(char *data, size_t size, size_t count, void *user_data) {
    struct answer *answer = user_data;
    size_t len = size * count;
    if (len > 5 && len < sizeof answer->date && strncasecmp(data, "date:", 5) == 0) {
        memcpy(answer->date, data + 5, len - 5);
        answer->date[len - 5] = '\0';
        answer->date[strcspn(answer->date, "\r\n")] = '\0';
    }
    return len;
}

/* Tells the call how the try failed. What is not certainly unsent is unknown: the honest default. */
static zegoapi_status_t report_failure(zegoapi_call_t *call, CURL *curl, CURLcode code, struct answer *answer,
                                       zegoapi_error_t **error) {
    long written = 0;
    curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &written);
    zegoapi_str_t detail = zegoapi_str(curl_easy_strerror(code));
    uint32_t cause = code == CURLE_COULDNT_RESOLVE_HOST    ? ZEGOAPI_NOT_SENT_DNS
                     : code == CURLE_COULDNT_RESOLVE_PROXY ? ZEGOAPI_NOT_SENT_PROXY
                     : code == CURLE_OPERATION_TIMEDOUT    ? ZEGOAPI_NOT_SENT_TIMEOUT
                     : code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION
                         ? ZEGOAPI_NOT_SENT_TLS
                         : ZEGOAPI_NOT_SENT_CONNECT;
    if (code == CURLE_WRITE_ERROR) {
        long status = 0;
        zegoapi_str_t body = {answer->body, answer->len};
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        /* More than there is room for: what was read, and that it is not all. */
        return zegoapi_call_reply(call, now(), (uint32_t)status, zegoapi_str(answer->date), body, 0, error);
    }
    if (written == 0) {
        return zegoapi_call_not_sent(call, now(), cause, detail, error);
    }
    uint32_t unknown = code == CURLE_OPERATION_TIMEDOUT ? ZEGOAPI_UNKNOWN_TIMEOUT : ZEGOAPI_UNKNOWN_BROKEN;
    return zegoapi_call_unknown(call, now(), unknown, detail, error);
}

/* Sends one request, once, and reports what came of it. */
static zegoapi_status_t exchange(zegoapi_call_t *call, const zegoapi_request_t *request, uint64_t timeout_ms,
                                 zegoapi_error_t **error) {
    static struct answer answer;
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = NULL;
    long status = 0;
    answer.len = 0;
    answer.date[0] = '\0';
    curl_easy_setopt(curl, CURLOPT_URL, zegoapi_request_url(request).data);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    /* On a kept connection that turns out to be closed, libcurl sends again by itself: a message could arrive twice. */
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
    if (zegoapi_request_body(request).len > 0) {
        headers = curl_slist_append(headers, "Content-Type: application/json");
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)zegoapi_request_body(request).len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, zegoapi_request_body(request).data);
    }
    CURLcode code = curl_easy_perform(curl);
    zegoapi_status_t reported;
    if (code == CURLE_OK) {
        zegoapi_str_t body = {answer.body, answer.len};
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        reported = zegoapi_call_reply(call, now(), (uint32_t)status, zegoapi_str(answer.date), body, 1, error);
    } else {
        reported = report_failure(call, curl, code, &answer, error);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return reported;
}

/* Ask, do, report, ask again. */
static void drive(zegoapi_call_t *call) {
    for (uint32_t step = 0; step != ZEGOAPI_STEP_DONE;) {
        uint8_t random[16];
        uint64_t ms = 0;
        zegoapi_request_t *request = NULL;
        zegoapi_error_t *error = NULL;
        random_bytes(random);
        zegoapi_status_t status = zegoapi_call_next(call, now(), random, &step, &ms, &request, &error);
        require(status, error);
        if (step == ZEGOAPI_STEP_WAIT) {
            sleep_until(ms);
        } else if (step == ZEGOAPI_STEP_SEND) {
            fprintf(stderr, "%s\n", zegoapi_request_masked(request).data);
            status = exchange(call, request, ms, &error);
            require(status, error);
        }
        zegoapi_request_free(request);
    }
}

int main(int argc, char **argv) {
    zegoapi_app_t *app = app_from_environment();
    zegoapi_endpoint_t *endpoint = endpoint_from_environment();
    zegoapi_command_t *command = command_from_arguments(argc, argv);
    zegoapi_call_t *call = NULL;
    zegoapi_reply_t *reply = NULL;
    zegoapi_error_t *error = NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT);

    /* The rate limits are the application's: all calls that are made from it share them. */
    zegoapi_status_t status = zegoapi_call_new(command, app, endpoint, NULL, now(), &call, &error);
    require(status, error);
    drive(call);
    status = zegoapi_call_take_outcome(call, &reply, &error);
    if (status == ZEGOAPI_OK) {
        print_reply(reply);
    } else {
        fprintf(stderr, "%s\n", zegoapi_error_text(error).data);
    }

    zegoapi_error_free(error);
    zegoapi_reply_free(reply);
    zegoapi_call_free(call);
    zegoapi_command_free(command);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
    curl_global_cleanup();
    return status == ZEGOAPI_OK ? 0 : 1;
}
