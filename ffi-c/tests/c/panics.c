/* A panic comes back as a status, in a release build, and the library goes on. Needs one built with `test-panic`. */
#include "check.h"

/* In that library alone, and so in no header. */
zegoapi_status_t zegoapi_test_panic(zegoapi_error_t **out_error);
uint32_t zegoapi_test_panic_value(void);

int main(void) {
    zegoapi_error_t *error = NULL;
    for (int round = 0; round < 3; round++) {
        CHECK_NUMBER(zegoapi_test_panic(&error), ZEGOAPI_ERROR_PANIC);
        CHECK_NUMBER(zegoapi_error_status(error), ZEGOAPI_ERROR_PANIC);
        /* Nobody knows how far it got. */
        CHECK_NUMBER(zegoapi_error_applied(error), ZEGOAPI_APPLIED_UNKNOWN);
        CHECK(zegoapi_error_text(error).len > 0);
        zegoapi_error_free(error);
        CHECK_NUMBER(zegoapi_test_panic(NULL), ZEGOAPI_ERROR_PANIC);
        CHECK_NUMBER(zegoapi_test_panic_value(), 42);
    }
    zegoapi_app_t *app = NULL;
    CHECK_NUMBER(zegoapi_app_new(1, str("secret"), &app, NULL), ZEGOAPI_OK);
    zegoapi_app_free(app);
    return finish("panics");
}
