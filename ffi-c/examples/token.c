/* Makes the token by which a client logs in to a room, and says what it says. The token itself goes to the client
 * alone: it is what this program prints on standard output.
 *
 *     ZEGO_APP_ID=... ZEGO_SERVER_SECRET=... ./token USER ROOM
 */
#include "common.h"

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: %s USER ROOM\n", argv[0]);
        return 2;
    }
    zegoapi_app_t *app = app_from_environment();
    zegoapi_privileges_t *privileges = NULL;
    zegoapi_token_t *token = NULL;
    zegoapi_token_contents_t *contents = NULL;
    zegoapi_error_t *error = NULL;

    /* This room alone, to listen: the AppId must have privileges enabled. Without a payload every room, to publish too.
     */
    zegoapi_status_t status = zegoapi_privileges_new_in_room(zegoapi_str(argv[2]), 1, 0, NULL, 0, &privileges, &error);
    require(status, error);
    status =
        zegoapi_token_make_now(app, zegoapi_str(argv[1]), 3600, zegoapi_privileges_json(privileges), &token, &error);
    require(status, error);
    printf("%s\n", zegoapi_token_text(token).data);

    /* What support asks of a token that a client was refused with. */
    status = zegoapi_token_open(token, app, &contents, &error);
    require(status, error);
    const zegoapi_privileges_t *said = zegoapi_token_contents_privileges(contents);
    fprintf(stderr, "%s is for %s, in %s, for %d seconds; publishing %s\n", zegoapi_token_masked(token).data,
            zegoapi_token_contents_user_id(contents).data, zegoapi_privileges_room_id(said).data,
            (int)(zegoapi_token_contents_expire(contents) - zegoapi_token_contents_ctime(contents)),
            zegoapi_privileges_publish(said) == 1 ? "allowed" : "not allowed");

    zegoapi_token_contents_free(contents);
    zegoapi_token_free(token);
    zegoapi_privileges_free(privileges);
    zegoapi_app_free(app);
    return 0;
}
