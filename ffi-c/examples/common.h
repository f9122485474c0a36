/* What the examples share: the credentials, which come from the environment and from nowhere else, and the errors. */
#ifndef COMMON_H
#define COMMON_H

#include <stdio.h>
#include <stdlib.h>

#include <zegoapi.h>

/* Prints an error in full, frees it, and ends the program when going on makes no sense. Call the function first and
   this after it: the arguments of one call are evaluated in any order. */
static inline void require(zegoapi_status_t status, zegoapi_error_t *error) {
    if (status == ZEGOAPI_OK) {
        return;
    }
    fprintf(stderr, "%s: %s\n", zegoapi_status_name(status).data, zegoapi_error_text(error).data);
    zegoapi_error_free(error);
    exit(1);
}

/* ZEGO_APP_ID and ZEGO_SERVER_SECRET. */
static inline zegoapi_app_t *app_from_environment(void) {
    zegoapi_app_t *app = NULL;
    zegoapi_error_t *error = NULL;
    const char *app_id = getenv("ZEGO_APP_ID");
    uint32_t number = app_id == NULL ? 0 : (uint32_t)strtoul(app_id, NULL, 10);
    zegoapi_status_t status = zegoapi_app_new(number, zegoapi_str(getenv("ZEGO_SERVER_SECRET")), &app, &error);
    require(status, error);
    return app;
}

/* ZEGO_BASE_URL, such as a simulator's; without it, the unified host. */
static inline zegoapi_endpoint_t *endpoint_from_environment(void) {
    zegoapi_endpoint_t *endpoint = NULL;
    zegoapi_error_t *error = NULL;
    const char *base_url = getenv("ZEGO_BASE_URL");
    zegoapi_status_t status = base_url == NULL
                                  ? zegoapi_endpoint_new_in_region(zegoapi_str(""), &endpoint, &error)
                                  : zegoapi_endpoint_new_from_base_url(zegoapi_str(base_url), &endpoint, &error);
    require(status, error);
    return endpoint;
}

/* "ROOM USER CONTENT" of the command line: a message to one user of a room. */
static inline zegoapi_command_t *command_from_arguments(int argc, char **argv) {
    zegoapi_command_t *command = NULL;
    zegoapi_error_t *error = NULL;
    if (argc != 4) {
        fprintf(stderr, "usage: %s ROOM USER CONTENT\n", argv[0]);
        exit(2);
    }
    zegoapi_str_t user = zegoapi_str(argv[2]);
    zegoapi_status_t status = zegoapi_command_new_to_users(zegoapi_str(argv[1]), zegoapi_str("server"), &user, 1,
                                                           zegoapi_str(argv[3]), &command, &error);
    require(status, error);
    return command;
}

/* Accepted is not reached: says who did not get it. */
static inline void print_reply(const zegoapi_reply_t *reply) {
    printf("accepted, request id %s\n", zegoapi_reply_request_id(reply).data);
    for (size_t user = 0; user < zegoapi_reply_fail_user_count(reply); user++) {
        printf("%s did not get it: code %d\n", zegoapi_reply_fail_user_id(reply, user).data,
               (int)zegoapi_reply_fail_user_code(reply, user));
    }
}

#endif
