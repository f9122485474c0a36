/* Sends one message with the blocking client: the shortest way, for who may wait for an answer.
 *
 *     ZEGO_APP_ID=... ZEGO_SERVER_SECRET=... ./blocking_client room1 u1 "hi"
 */
#include "common.h"

int main(int argc, char **argv) {
    zegoapi_app_t *app = app_from_environment();
    zegoapi_endpoint_t *endpoint = endpoint_from_environment();
    zegoapi_command_t *command = command_from_arguments(argc, argv);
    zegoapi_options_t *options = NULL;
    zegoapi_client_t *client = NULL;
    zegoapi_reply_t *reply = NULL;
    zegoapi_error_t *error = NULL;

    zegoapi_status_t status = zegoapi_options_new(&options, &error);
    require(status, error);
    status = zegoapi_options_set(options, ZEGOAPI_OPTION_TIMEOUT_MS, 5000, &error);
    require(status, error);
    status = zegoapi_client_new(app, endpoint, options, &client, &error);
    require(status, error);

    status = zegoapi_client_send(client, command, NULL, NULL, &reply, &error);
    if (status == ZEGOAPI_OK) {
        print_reply(reply);
    } else {
        /* The one question before sending again. */
        int again = zegoapi_error_retryable(error) && zegoapi_error_applied(error) == ZEGOAPI_APPLIED_NO;
        fprintf(stderr, "%s\n%s\n", zegoapi_error_text(error).data,
                again ? "sending again is safe" : "do not send it again without a look");
    }

    zegoapi_error_free(error);
    zegoapi_reply_free(reply);
    zegoapi_client_free(client);
    zegoapi_options_free(options);
    zegoapi_command_free(command);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
    return status == ZEGOAPI_OK ? 0 : 1;
}
