/* The simulator's admin API, over a plain socket. Where it is comes from the environment: see run.sh. */
#ifndef SIMULATOR_H
#define SIMULATOR_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "waiting.h"

/* A value that run.sh has put into the environment. */
static inline const char *setting(const char *name) {
    const char *value = getenv(name);
    stop_if(value == NULL, name);
    return value;
}

/* Sends one request and returns the whole answer, headers included; valid until the next one. */
static inline const char *admin(const char *method, const char *path, const char *body) {
    static char answer[1 << 16];
    char request[4096];
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)atoi(strrchr(setting("ZEGOAPI_TEST_ADMIN_URL"), ':') + 1));
    int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
    stop_if(socket_fd < 0 || connect(socket_fd, (struct sockaddr *)&address, sizeof address) != 0, "the admin API");
    int len = snprintf(request, sizeof request,
                       "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       method, path, strlen(body), body);
    stop_if(write(socket_fd, request, (size_t)len) != len, "the admin API");
    size_t size = 0;
    for (ssize_t more = 1; more > 0 && size < sizeof answer - 1; size += (size_t)more) {
        more = read(socket_fd, answer + size, sizeof answer - 1 - size);
        stop_if(more < 0, "the admin API");
    }
    answer[size] = '\0';
    close(socket_fd);
    stop_if(strncmp(answer, "HTTP/1.1 200", 12) != 0, answer);
    return answer;
}

/* Back to the start: rooms, faults, counts. Then room1 with u1 to uN. */
static inline void admin_reset(int users) {
    char body[64 + 16 * 256] = "{\"room_id\":\"room1\",\"user_ids\":[";
    stop_if(users > 256, "too many users");
    admin("POST", "/reset", "{}");
    for (int user = 1; user <= users; user++) {
        snprintf(body + strlen(body), 16, "%s\"u%d\"", user > 1 ? "," : "", user);
    }
    strcat(body, "]}");
    if (users > 0) {
        admin("POST", "/login", body);
    }
}

static inline void admin_fault(const char *kind, const char *when, int count) {
    char body[256];
    snprintf(body, sizeof body, "{\"fault\":{\"kind\":%s,\"when\":\"%s\"},\"count\":%d}", kind, when, count);
    admin("POST", "/faults", body);
}

/* How many messages a user got, by the server's own count. */
static inline int admin_messages(const char *user_id) {
    char path[128];
    int count = 0;
    snprintf(path, sizeof path, "/messages?room_id=room1&user_id=%s", user_id);
    for (const char *at = admin("GET", path, ""); (at = strstr(at, "\"seq\":")) != NULL; at++) {
        count++;
    }
    return count;
}

static inline void *run_body(void *body) {
    (*(void (**)(void))body)();
    return NULL;
}

/* Runs a test in a thread that ends before the program does: what Rust keeps for each thread is freed with it, and
   valgrind has nothing to wonder about. */
static inline void run_in_thread(void (*body)(void)) {
    pthread_t thread;
    stop_if(pthread_create(&thread, NULL, run_body, &body) != 0, "a thread");
    pthread_join(thread, NULL);
}

/* The simulator's application. */
static inline zegoapi_app_t *simulator_app(void) {
    zegoapi_app_t *app = NULL;
    uint32_t app_id = (uint32_t)strtoul(setting("ZEGOAPI_TEST_APP_ID"), NULL, 10);
    zegoapi_app_new(app_id, str(setting("ZEGOAPI_TEST_SERVER_SECRET")), &app, NULL);
    stop_if(app == NULL, "the application");
    return app;
}

static inline zegoapi_endpoint_t *simulator_endpoint(const char *url) {
    zegoapi_endpoint_t *endpoint = NULL;
    zegoapi_endpoint_new_from_base_url(str(setting(url)), &endpoint, NULL);
    stop_if(endpoint == NULL, "the endpoint");
    return endpoint;
}

/* A client of the simulator over plain http, with these options or none. */
static inline zegoapi_client_t *simulator_client(const zegoapi_options_t *options) {
    zegoapi_client_t *client = NULL;
    zegoapi_app_t *app = simulator_app();
    zegoapi_endpoint_t *endpoint = simulator_endpoint("ZEGOAPI_TEST_HTTP_URL");
    zegoapi_client_new(app, endpoint, options, &client, NULL);
    stop_if(client == NULL, "the client");
    zegoapi_app_free(app);
    zegoapi_endpoint_free(endpoint);
    return client;
}

/* "hi" to one user of room1. */
static inline zegoapi_command_t *command_to(const char *user_id) {
    zegoapi_command_t *command = NULL;
    zegoapi_str_t user = str(user_id);
    zegoapi_command_new_to_users(str("room1"), str("server"), &user, 1, str("hi"), &command, NULL);
    stop_if(command == NULL, "the command");
    return command;
}

#endif
