/* Reads what generate/pack.py wrote: numbers, texts and nothing, one after the other. */
#ifndef PACK_H
#define PACK_H

#include "check.h"

struct pack {
    unsigned char *bytes;
    size_t size;
    size_t at;
};

/* Reads DIRECTORY/NAME.pack whole. */
static inline struct pack pack_open(const char *directory, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.pack", directory, name);
    struct pack pack = {NULL, 0, 0};
    FILE *file = fopen(path, "rb");
    stop_if(file == NULL, path);
    fseek(file, 0, SEEK_END);
    pack.size = (size_t)ftell(file);
    rewind(file);
    pack.bytes = (unsigned char *)malloc(pack.size);
    stop_if(pack.bytes == NULL || fread(pack.bytes, 1, pack.size, file) != pack.size, path);
    fclose(file);
    return pack;
}

/* Every item was read: a runner that skips some would prove less than it says. */
static inline void pack_close(struct pack *pack) {
    CHECK_NUMBER(pack->at, pack->size);
    free(pack->bytes);
}

static inline unsigned char pack_tag(struct pack *pack, size_t size) {
    stop_if(pack->at + 1 + size > pack->size, "the pack is cut short");
    return pack->bytes[pack->at];
}

/* Takes a "nothing" if one comes next. */
static inline int pack_nothing(struct pack *pack) {
    int nothing = pack_tag(pack, 0) == 'n';
    pack->at += (size_t)nothing;
    return nothing;
}

static inline int64_t pack_number(struct pack *pack) {
    uint64_t number = 0;
    stop_if(pack_tag(pack, 8) != 'i', "a number was expected");
    for (size_t place = 8; place > 0; place--) {
        number = number << 8 | pack->bytes[pack->at + place];
    }
    pack->at += 9;
    return (int64_t)number;
}

static inline zegoapi_str_t pack_text(struct pack *pack) {
    size_t len = 0;
    stop_if(pack_tag(pack, 4) != 's', "a text was expected");
    for (size_t place = 4; place > 0; place--) {
        len = len << 8 | pack->bytes[pack->at + place];
    }
    stop_if(pack->at + 5 + len > pack->size, "the pack is cut short");
    zegoapi_str_t text = {(const char *)pack->bytes + pack->at + 5, len};
    pack->at += 5 + len;
    return text;
}

/* A text's name as a C string, for messages; valid until the next one. */
static inline const char *pack_name(struct pack *pack) {
    static char name[256];
    zegoapi_str_t text = pack_text(pack);
    snprintf(name, sizeof name, "%.*s", (int)text.len, text.data);
    return name;
}

/* A list of texts, to be freed; *count is SIZE_MAX for nothing. */
static inline zegoapi_str_t *pack_texts(struct pack *pack, size_t *count) {
    if (pack_nothing(pack)) {
        *count = SIZE_MAX;
        return NULL;
    }
    *count = (size_t)pack_number(pack);
    zegoapi_str_t *texts = (zegoapi_str_t *)malloc((*count + 1) * sizeof *texts);
    stop_if(texts == NULL, "out of memory");
    for (size_t at = 0; at < *count; at++) {
        texts[at] = pack_text(pack);
    }
    return texts;
}

#endif
