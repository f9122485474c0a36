/* Everything that a request is prepared from, made from a case of the vectors as a user would. */
#ifndef PARTS_H
#define PARTS_H

#include "pack.h"

/* Any action by its name. */
struct action {
    int named;
    int post;
    zegoapi_str_t name;
    zegoapi_str_t params;
};

static inline struct action action_read(struct pack *pack) {
    struct action action;
    memset(&action, 0, sizeof action);
    action.named = !pack_nothing(pack);
    if (action.named) {
        action.post = (int)pack_number(pack);
        action.name = pack_text(pack);
        action.params = pack_text(pack);
    }
    return action;
}

static inline zegoapi_status_t action_make(const struct action *action, zegoapi_command_t **command,
                                           zegoapi_error_t **error) {
    return action->post ? zegoapi_command_new_post(action->name, action->params, command, error)
                        : zegoapi_command_new_get_from_json(action->name, action->params, command, error);
}

struct parts {
    zegoapi_app_t *app;
    zegoapi_endpoint_t *endpoint;
    zegoapi_command_t *command;
    zegoapi_stamp_t stamp;
};

/* The fields of a case, in the order of generate/pack.py. */
struct fields {
    uint32_t app_id;
    zegoapi_str_t server_secret;
    zegoapi_str_t nonce;
    int64_t timestamp;
    int is_test; /* -1: left out */
    zegoapi_str_t product;
    zegoapi_str_t region;
    int has_base_url;
    zegoapi_str_t base_url;
    struct action action;
    zegoapi_str_t room_id;
    zegoapi_str_t from_user_id;
    zegoapi_str_t *to_user_ids;
    size_t to_user_count; /* SIZE_MAX: everyone */
    zegoapi_str_t content;
};

static inline struct fields fields_read(struct pack *pack) {
    struct fields f;
    memset(&f, 0, sizeof f);
    checking = pack_name(pack);
    f.app_id = (uint32_t)pack_number(pack);
    f.server_secret = pack_text(pack);
    f.nonce = pack_text(pack);
    f.timestamp = pack_number(pack);
    f.is_test = pack_nothing(pack) ? -1 : (int)pack_number(pack);
    f.product = pack_text(pack);
    f.region = pack_text(pack);
    f.has_base_url = !pack_nothing(pack);
    if (f.has_base_url) {
        f.base_url = pack_text(pack);
    }
    f.action = action_read(pack);
    if (!f.action.named) {
        f.room_id = pack_text(pack);
        f.from_user_id = pack_text(pack);
        f.to_user_ids = pack_texts(pack, &f.to_user_count);
        f.content = pack_text(pack);
    }
    return f;
}

/* Makes the parts; stops at the first thing that is refused, with its status and error. */
static inline zegoapi_status_t parts_make(const struct fields *f, struct parts *parts, zegoapi_error_t **error) {
    memset(parts, 0, sizeof *parts);
    zegoapi_status_t status = zegoapi_app_new(f->app_id, f->server_secret, &parts->app, error);
    if (status == ZEGOAPI_OK && f->is_test >= 0) {
        status = zegoapi_app_set_is_test(parts->app, (uint32_t)f->is_test, error);
    }
    if (status == ZEGOAPI_OK && f->has_base_url) {
        status = zegoapi_endpoint_new_from_base_url(f->base_url, &parts->endpoint, error);
    } else if (status == ZEGOAPI_OK) {
        status = zegoapi_endpoint_new_of_product(f->product, f->region, &parts->endpoint, error);
    }
    if (status == ZEGOAPI_OK && f->action.named) {
        status = action_make(&f->action, &parts->command, error);
    } else if (status == ZEGOAPI_OK && f->to_user_count == SIZE_MAX) {
        status = zegoapi_command_new_to_everyone(f->room_id, f->from_user_id, f->content, &parts->command, error);
    } else if (status == ZEGOAPI_OK) {
        status = zegoapi_command_new_to_users(f->room_id, f->from_user_id, f->to_user_ids, f->to_user_count, f->content,
                                              &parts->command, error);
    }
    if (status == ZEGOAPI_OK) {
        status = zegoapi_stamp_from_nonce(f->nonce, f->timestamp, &parts->stamp, error);
    }
    return status;
}

static inline void parts_free(struct fields *f, struct parts *parts) {
    free(f->to_user_ids);
    zegoapi_app_free(parts->app);
    zegoapi_endpoint_free(parts->endpoint);
    zegoapi_command_free(parts->command);
}

#endif
