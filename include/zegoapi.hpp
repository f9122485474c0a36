// zegoapi.h for C++17: RAII, move-only handles, std::string_view in, Result<T> out. Header-only; holds no rules of its
// own; needs neither exceptions nor RTTI, and throws nothing but what the standard library's containers do.
//
// Everything here says what its C function says in zegoapi.h, under the same terms. What differs:
//
// - A handle is freed when its object goes. A moved-from object, like a default-constructed one, is empty: calls on it
//   fail with ZEGOAPI_ERROR_NULL_ARGUMENT.
// - A function that can fail returns a Result, which holds the value or an Error. Look before you take: taking the one
//   that is not there ends the program.
// - Text that is returned is borrowed from its object: valid until that goes, and NUL-terminated.
#ifndef ZEGOAPI_HPP
#define ZEGOAPI_HPP

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "zegoapi.h"

#if !((defined(_MSVC_LANG) ? _MSVC_LANG : __cplusplus) >= 201703L)
#error "zegoapi.hpp needs C++17; zegoapi.h does with C++11"
#endif

namespace zegoapi {

using Milliseconds = std::chrono::milliseconds;

namespace detail {

inline zegoapi_str_t str(std::string_view text) noexcept {
    return {text.data(), text.size()};
}

inline std::string_view view(zegoapi_str_t text) noexcept {
    return {text.data, text.len};
}

// The end of a program that took from a Result what is not in it: its next step would be undefined.
[[noreturn]] inline void misuse(const char *what) noexcept {
    std::fprintf(stderr, "zegoapi: %s\n", what);
    std::abort();
}

template <class T, void (*Free)(T *)>
struct Deleter {
    void operator()(T *handle) const noexcept { Free(handle); }
};

template <class T, void (*Free)(T *)>
using Handle = std::unique_ptr<T, Deleter<T, Free>>;

// Any container of what a string_view can be made of, as the array that C takes.
template <class Texts>
std::vector<zegoapi_str_t> list(const Texts &texts) {
    std::vector<zegoapi_str_t> all;
    for (const auto &text : texts) {
        all.push_back(str(text));
    }
    return all;
}

inline std::uint64_t count(Milliseconds time) noexcept {
    return time.count() < 0 ? 0 : static_cast<std::uint64_t>(time.count());
}

}  // namespace detail

// Why something failed, with all that is known of it. Prints no secret, signature, nonce or content.
class Error {
public:
    // Takes over what came through an out_error; `status` counts even where there is no detail.
    Error(zegoapi_status_t status, zegoapi_error_t *detail) noexcept : status_(status), owned_(detail) {}

    // One that belongs to another object, and must not outlive it.
    static Error borrowed(const zegoapi_error_t *error) noexcept { return Error(error); }

    zegoapi_status_t status() const noexcept { return status_; }
    std::string_view name() const noexcept { return detail::view(zegoapi_status_name(status_)); }
    std::uint32_t kind() const noexcept { return zegoapi_error_kind(get()); }
    // Whether the message may have been delivered: the one question before sending again.
    bool may_be_delivered() const noexcept { return zegoapi_status_delivery(status_) != ZEGOAPI_DELIVERY_NO; }
    bool retryable() const noexcept { return zegoapi_error_retryable(get()); }
    std::int32_t code() const noexcept { return zegoapi_error_code(get()); }
    std::uint32_t code_kind() const noexcept { return zegoapi_error_code_kind(get()); }
    std::uint32_t http_status() const noexcept { return zegoapi_error_http_status(get()); }
    std::uint32_t problem() const noexcept { return zegoapi_error_problem(get()); }
    std::uint32_t cause() const noexcept { return zegoapi_error_cause(get()); }
    std::optional<std::size_t> limit() const noexcept { return number(zegoapi_error_limit); }
    std::optional<std::size_t> size() const noexcept { return number(zegoapi_error_size); }
    std::optional<std::size_t> index() const noexcept { return number(zegoapi_error_index); }
    std::string_view text() const noexcept { return detail::view(zegoapi_error_text(get())); }
    std::string_view advice() const noexcept { return detail::view(zegoapi_error_advice(get())); }
    std::string_view meaning() const noexcept { return detail::view(zegoapi_error_meaning(get())); }
    std::string_view message() const noexcept { return detail::view(zegoapi_error_message(get())); }
    std::string_view request_id() const noexcept { return detail::view(zegoapi_error_request_id(get())); }
    std::string_view field() const noexcept { return detail::view(zegoapi_error_field(get())); }
    std::string_view transport_detail() const noexcept { return detail::view(zegoapi_error_detail(get())); }
    std::string_view excerpt() const noexcept { return detail::view(zegoapi_error_excerpt(get())); }
    std::string_view data() const noexcept { return detail::view(zegoapi_error_data(get())); }
    const zegoapi_error_t *get() const noexcept { return owned_ ? owned_.get() : borrowed_; }

private:
    explicit Error(const zegoapi_error_t *error) noexcept : status_(zegoapi_error_status(error)), borrowed_(error) {}

    std::optional<std::size_t> number(bool (*read)(const zegoapi_error_t *, std::size_t *)) const noexcept {
        std::size_t value = 0;
        return read(get(), &value) ? std::optional<std::size_t>(value) : std::nullopt;
    }

    zegoapi_status_t status_;
    detail::Handle<zegoapi_error_t, zegoapi_error_free> owned_;
    const zegoapi_error_t *borrowed_ = nullptr;
};

// A value, or the error in its place.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const noexcept { return held_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }
    zegoapi_status_t status() const noexcept { return ok() ? ZEGOAPI_OK : error().status(); }

    T &value() &noexcept { return *take(); }
    const T &value() const &noexcept { return *const_cast<Result *>(this)->take(); }
    T &&value() &&noexcept { return std::move(*take()); }
    T &operator*() &noexcept { return value(); }
    const T &operator*() const &noexcept { return value(); }
    T &&operator*() &&noexcept { return std::move(*this).value(); }
    T *operator->() noexcept { return take(); }
    const T *operator->() const noexcept { return const_cast<Result *>(this)->take(); }

    const Error &error() const &noexcept { return *const_cast<Result *>(this)->take_error(); }
    Error error() &&noexcept { return std::move(*take_error()); }

private:
    Error *take_error() noexcept {
        Error *error = std::get_if<1>(&held_);
        if (error == nullptr) {
            detail::misuse("the error was taken of a result that holds a value");
        }
        return error;
    }

    T *take() noexcept {
        T *value = std::get_if<0>(&held_);
        if (value == nullptr) {
            detail::misuse("the value was taken of a result that holds an error");
        }
        return value;
    }

    std::variant<T, Error> held_;
};

// Nothing, or an error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool ok() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    zegoapi_status_t status() const noexcept { return ok() ? ZEGOAPI_OK : error_->status(); }

    const Error &error() const &noexcept { return *const_cast<Result *>(this)->take_error(); }
    Error error() &&noexcept { return std::move(*take_error()); }

private:
    Error *take_error() noexcept {
        if (ok()) {
            detail::misuse("the error was taken of a result that holds none");
        }
        return &*error_;
    }

    std::optional<Error> error_;
};

namespace detail {

// Calls a C function that puts out a handle, and wraps what comes of it.
template <class T, class Raw, class Function, class... Arguments>
Result<T> make(Function function, Arguments... arguments) {
    Raw *raw = nullptr;
    zegoapi_error_t *error = nullptr;
    const zegoapi_status_t status = function(arguments..., &raw, &error);
    if (status != ZEGOAPI_OK) {
        return Error(status, error);
    }
    return T(raw);
}

template <class Function, class... Arguments>
Result<void> act(Function function, Arguments... arguments) {
    zegoapi_error_t *error = nullptr;
    const zegoapi_status_t status = function(arguments..., &error);
    if (status != ZEGOAPI_OK) {
        return Error(status, error);
    }
    return {};
}

// What was put out, if the call went well.
template <class T>
Result<T> then(Result<void> done, T value) {
    if (done) {
        return value;
    }
    return std::move(done).error();
}

// What every class around a handle has.
template <class T, void (*Free)(T *)>
class Owner {
public:
    Owner() = default;
    explicit Owner(T *handle) noexcept : handle_(handle) {}
    // The C handle, which stays this object's.
    T *get() const noexcept { return handle_.get(); }
    explicit operator bool() const noexcept { return handle_ != nullptr; }

private:
    Handle<T, Free> handle_;
};

}  // namespace detail

// A named user who did not get a message.
struct FailUser {
    std::string_view uid;
    std::int32_t code;
};

class App : public detail::Owner<zegoapi_app_t, zegoapi_app_free> {
public:
    using Owner::Owner;
    static Result<App> create(std::uint32_t app_id, std::string_view server_secret) {
        return detail::make<App, zegoapi_app_t>(zegoapi_app_new, app_id, detail::str(server_secret));
    }
    Result<void> set_is_test(bool is_test) { return detail::act(zegoapi_app_set_is_test, get(), is_test ? 1U : 0U); }
    Result<void> set_limit(std::uint32_t limit, std::size_t value) {
        return detail::act(zegoapi_app_set_limit, get(), limit, value);
    }
    Result<void> set_clock_offset(std::int32_t seconds) {
        return detail::act(zegoapi_app_set_clock_offset_s, get(), seconds);
    }
    std::uint32_t app_id() const noexcept { return zegoapi_app_id(get()); }
    std::size_t limit(std::uint32_t limit) const noexcept { return zegoapi_app_limit(get(), limit); }
    std::int32_t clock_offset() const noexcept { return zegoapi_app_clock_offset_s(get()); }
};

class Endpoint : public detail::Owner<zegoapi_endpoint_t, zegoapi_endpoint_free> {
public:
    using Owner::Owner;
    static Result<Endpoint> in_region(std::string_view region) {
        return detail::make<Endpoint, zegoapi_endpoint_t>(zegoapi_endpoint_in_region, detail::str(region));
    }
    static Result<Endpoint> of_product(std::string_view product, std::string_view region) {
        return detail::make<Endpoint, zegoapi_endpoint_t>(zegoapi_endpoint_of_product, detail::str(product),
                                                          detail::str(region));
    }
    static Result<Endpoint> from_base_url(std::string_view base_url) {
        return detail::make<Endpoint, zegoapi_endpoint_t>(zegoapi_endpoint_from_base_url, detail::str(base_url));
    }
    std::string_view url() const noexcept { return detail::view(zegoapi_endpoint_url(get())); }
    std::string_view host() const noexcept { return detail::view(zegoapi_endpoint_host(get())); }
    std::uint32_t port() const noexcept { return zegoapi_endpoint_port(get()); }
    bool is_https() const noexcept { return zegoapi_endpoint_is_https(get()); }
};

// The nonce and the time of one request: make a new one for every request.
class Stamp {
public:
    static Result<Stamp> from_random(const std::array<std::uint8_t, 8> &random, std::int64_t timestamp) {
        Stamp stamp;
        auto made = detail::act(zegoapi_stamp_from_random, random.data(), timestamp, &stamp.raw_);
        return detail::then(std::move(made), stamp);
    }
    static Result<Stamp> from_nonce(std::string_view nonce, std::int64_t timestamp) {
        Stamp stamp;
        auto made = detail::act(zegoapi_stamp_from_nonce, detail::str(nonce), timestamp, &stamp.raw_);
        return detail::then(std::move(made), stamp);
    }
#ifdef ZEGOAPI_HTTP
    static Result<Stamp> now() {
        Stamp stamp;
        auto made = detail::act(zegoapi_stamp_now, &stamp.raw_);
        return detail::then(std::move(made), stamp);
    }
#endif
    const zegoapi_stamp_t *get() const noexcept {
        return &raw_;
    }

private:
    Stamp() = default;
    zegoapi_stamp_t raw_{};
};

class Request : public detail::Owner<zegoapi_request_t, zegoapi_request_free> {
public:
    using Owner::Owner;
    std::string_view method() const noexcept { return detail::view(zegoapi_request_method(get())); }
    // A credential for ten minutes: not for logs.
    std::string_view url() const noexcept { return detail::view(zegoapi_request_url(get())); }
    std::string_view body() const noexcept { return detail::view(zegoapi_request_body(get())); }
    std::string_view content_type() const noexcept { return detail::view(zegoapi_request_content_type(get())); }
    std::string_view masked() const noexcept { return detail::view(zegoapi_request_masked(get())); }
};

// What the server said to a command that it accepted. Accepted is not reached: look at the failed users.
class Reply {
public:
    explicit Reply(zegoapi_reply_t *reply) noexcept : owned_(reply) {}
    // One that belongs to a Completion, and must not outlive it.
    static Reply borrowed(const zegoapi_reply_t *reply) noexcept {
        Reply borrowed(nullptr);
        borrowed.borrowed_ = reply;
        return borrowed;
    }
    std::string_view request_id() const noexcept { return detail::view(zegoapi_reply_request_id(get())); }
    std::string_view message() const noexcept { return detail::view(zegoapi_reply_message(get())); }
    std::string_view data() const noexcept { return detail::view(zegoapi_reply_data(get())); }
    std::size_t fail_user_count() const noexcept { return zegoapi_reply_fail_user_count(get()); }
    FailUser fail_user(std::size_t index) const noexcept {
        return {detail::view(zegoapi_reply_fail_user_id(get(), index)), zegoapi_reply_fail_user_code(get(), index)};
    }
    const zegoapi_reply_t *get() const noexcept { return owned_ ? owned_.get() : borrowed_; }

private:
    detail::Handle<zegoapi_reply_t, zegoapi_reply_free> owned_;
    const zegoapi_reply_t *borrowed_ = nullptr;
};

class Command : public detail::Owner<zegoapi_command_t, zegoapi_command_free> {
public:
    using Owner::Owner;
    static Result<Command> to_everyone(std::string_view room_id, std::string_view from_user_id,
                                       std::string_view content) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_to_everyone, detail::str(room_id),
                                                        detail::str(from_user_id), detail::str(content));
    }
    // `user_ids` is any container of texts. An empty one is refused, never taken for everyone.
    template <class Texts>
    static Result<Command> to_users(std::string_view room_id, std::string_view from_user_id, const Texts &user_ids,
                                    std::string_view content) {
        const auto users = detail::list(user_ids);
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_to_users, detail::str(room_id),
                                                        detail::str(from_user_id), users.data(), users.size(),
                                                        detail::str(content));
    }
    static Result<Command> to_users(std::string_view room_id, std::string_view from_user_id,
                                    std::initializer_list<std::string_view> user_ids, std::string_view content) {
        return to_users<std::initializer_list<std::string_view>>(room_id, from_user_id, user_ids, content);
    }
    // Any other action: GET with parameters, GET with those of a JSON object, POST with a JSON body.
    static Result<Command> get_action(std::string_view action) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_get, detail::str(action));
    }
    static Result<Command> get_action(std::string_view action, std::string_view json_object) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_get_from_json, detail::str(action),
                                                        detail::str(json_object));
    }
    static Result<Command> post_action(std::string_view action, std::string_view json_object) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_post, detail::str(action),
                                                        detail::str(json_object));
    }
    Result<void> add_param(std::string_view name, std::string_view value) {
        return detail::act(zegoapi_command_add_param, get(), detail::str(name), detail::str(value));
    }
    template <class Texts>
    Result<void> add_list(std::string_view name, const Texts &values) {
        const auto list = detail::list(values);
        return detail::act(zegoapi_command_add_list, get(), detail::str(name), list.data(), list.size());
    }
    Result<void> set_code_family(std::uint32_t family) {
        return detail::act(zegoapi_command_set_code_family, get(), family);
    }
    Result<void> check(const App &app) const { return detail::act(zegoapi_command_check, get(), app.get()); }
    Result<Request> prepare(const App &app, const Endpoint &endpoint, const Stamp &stamp) const {
        return detail::make<Request, zegoapi_request_t>(zegoapi_command_prepare, get(), app.get(), endpoint.get(),
                                                        stamp.get());
    }
    // The URL and a NUL into your own buffer; returns the URL's length. Allocates nothing when it succeeds.
    Result<std::size_t> write_url(const App &app, const Endpoint &endpoint, const Stamp &stamp, char *buffer,
                                  std::size_t size) const {
        std::size_t len = 0;
        auto written =
            detail::act(zegoapi_command_write_url, get(), app.get(), endpoint.get(), stamp.get(), buffer, size, &len);
        return detail::then(std::move(written), len);
    }
    Result<Reply> parse(std::uint32_t http_status, std::string_view body) const {
        return detail::make<Reply, zegoapi_reply_t>(zegoapi_command_parse, get(), http_status, detail::str(body));
    }
};

// Options by name; what is not set has the default of where it is used.
class Options : public detail::Owner<zegoapi_options_t, zegoapi_options_free> {
public:
    using Owner::Owner;
    static Result<Options> create() { return detail::make<Options, zegoapi_options_t>(zegoapi_options_new); }
    // `option` is one of ZEGOAPI_OPTION_...
    Result<void> set(std::uint32_t option, std::uint64_t number) {
        return detail::act(zegoapi_options_set, get(), option, number);
    }
    Result<void> set_timeout(Milliseconds time) { return set(ZEGOAPI_OPTION_TIMEOUT_MS, detail::count(time)); }
    Result<void> set_try_timeout(Milliseconds time) { return set(ZEGOAPI_OPTION_TRY_TIMEOUT_MS, detail::count(time)); }
    Result<void> set_retries(std::uint32_t retries) { return set(ZEGOAPI_OPTION_RETRIES, retries); }
    Result<void> set_duplicates_ok(bool ok) { return set(ZEGOAPI_OPTION_DUPLICATES_OK, ok ? 1 : 0); }
    Result<void> set_fail_fast(bool fast) { return set(ZEGOAPI_OPTION_FAIL_FAST, fast ? 1 : 0); }
#ifdef ZEGOAPI_HTTP
    Result<void> set_connect_timeout(Milliseconds time) {
        return set(ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS, detail::count(time));
    }
    Result<void> set_ca_file(std::string_view path) {
        return set_text(ZEGOAPI_OPTION_CA_FILE, path);
    }
    Result<void> set_proxy(std::string_view url) {
        return set_text(ZEGOAPI_OPTION_PROXY, url);
    }
    // `option` is one of those that stand for text.
    Result<void> set_text(std::uint32_t option, std::string_view text) {
        return detail::act(zegoapi_options_set_text, get(), option, detail::str(text));
    }
    // As zegoapi_options_on_event: `callback` must not throw.
    Result<void> on_event(zegoapi_event_callback_t callback, void *user_data) {
        return detail::act(zegoapi_options_on_event, get(), callback, user_data);
    }
#endif
};

// What a limiter answers: a ticket to send with, or when to ask again.
struct Permit {
    std::uint64_t ticket;
    std::uint64_t until_ms;
    explicit operator bool() const noexcept { return ticket != 0; }
};

class Limiter : public detail::Owner<zegoapi_limiter_t, zegoapi_limiter_free> {
public:
    using Owner::Owner;
    static Result<Limiter> for_app(const App &app) {
        return detail::make<Limiter, zegoapi_limiter_t>(zegoapi_limiter_for_app, app.get());
    }
    static Result<Limiter> create(std::uint32_t calls_per_second) {
        return detail::make<Limiter, zegoapi_limiter_t>(zegoapi_limiter_new, calls_per_second);
    }
    // Allocates nothing when it succeeds.
    Result<Permit> ask(std::uint64_t now_ms) const {
        Permit permit{0, 0};
        auto asked = detail::act(zegoapi_limiter_ask, get(), now_ms, &permit.ticket, &permit.until_ms);
        return detail::then(std::move(asked), permit);
    }
    Result<void> finished(std::uint64_t ticket, std::uint64_t now_ms) const {
        return detail::act(zegoapi_limiter_finished, get(), ticket, now_ms);
    }
    Result<void> not_sent(std::uint64_t ticket, std::uint64_t now_ms) const {
        return detail::act(zegoapi_limiter_not_sent, get(), ticket, now_ms);
    }
    Result<void> refused(std::uint64_t ticket, std::uint64_t now_ms) const {
        return detail::act(zegoapi_limiter_refused, get(), ticket, now_ms);
    }
    std::uint32_t calls_per_second() const noexcept { return zegoapi_limiter_calls_per_second(get()); }
};

using Random = std::array<std::uint8_t, 16>;

// What a driver is to do next. `kind` is one of ZEGOAPI_STEP_..., `call` counts in a fan-out alone.
struct Step {
    std::uint32_t kind;
    std::uint64_t ms;
    std::uint32_t call;
    Request request;
};

// One call over your own HTTP: ask, do, report, ask again. One driver.
class Call : public detail::Owner<zegoapi_call_t, zegoapi_call_free> {
public:
    using Owner::Owner;
    static Result<Call> begin(const Command &command, const App &app, const Endpoint &endpoint, zegoapi_time_t now,
                              const Options &options = Options()) {
        return detail::make<Call, zegoapi_call_t>(zegoapi_call_new, command.get(), app.get(), endpoint.get(),
                                                  options.get(), now);
    }
    Result<Step> next(const Limiter &limiter, zegoapi_time_t now, const Random &random) {
        Step step{0, 0, 0, Request()};
        zegoapi_request_t *request = nullptr;
        auto asked =
            detail::act(zegoapi_call_next, get(), limiter.get(), now, random.data(), &step.kind, &step.ms, &request);
        step.request = Request(request);
        return detail::then(std::move(asked), std::move(step));
    }
    Result<void> reply(const Limiter &limiter, zegoapi_time_t now, std::uint32_t http_status, std::string_view date,
                       std::string_view body) {
        return detail::act(zegoapi_call_reply, get(), limiter.get(), now, http_status, detail::str(date),
                           detail::str(body));
    }
    Result<void> bad_reply(const Limiter &limiter, zegoapi_time_t now, std::uint32_t http_status,
                           std::string_view body) {
        return detail::act(zegoapi_call_bad_reply, get(), limiter.get(), now, http_status, detail::str(body));
    }
    Result<void> not_sent(const Limiter &limiter, zegoapi_time_t now, std::uint32_t cause, std::string_view detail) {
        return detail::act(zegoapi_call_not_sent, get(), limiter.get(), now, cause, detail::str(detail));
    }
    Result<void> unknown(const Limiter &limiter, zegoapi_time_t now, std::uint32_t cause, std::string_view detail) {
        return detail::act(zegoapi_call_unknown, get(), limiter.get(), now, cause, detail::str(detail));
    }
    Result<void> cancel(const Limiter &limiter, zegoapi_time_t now) {
        return detail::act(zegoapi_call_cancel, get(), limiter.get(), now);
    }
    // After a step that says done, once.
    Result<Reply> take_outcome() { return detail::make<Reply, zegoapi_reply_t>(zegoapi_call_take_outcome, get()); }
    std::optional<zegoapi_event_t> take_event() {
        zegoapi_event_t event;
        return zegoapi_call_take_event(get(), &event) ? std::optional<zegoapi_event_t>(event) : std::nullopt;
    }
    bool may_be_delivered() const noexcept { return zegoapi_call_may_be_delivered(get()); }
    std::uint32_t tries() const noexcept { return zegoapi_call_tries(get()); }
};

// What became of one user of a fan-out. `outcome` is one of ZEGOAPI_OUTCOME_...
struct UserOutcome {
    std::string_view user_id;
    std::uint32_t outcome;
    std::int32_t code;
};

class Report : public detail::Owner<zegoapi_report_t, zegoapi_report_free> {
public:
    using Owner::Owner;
    std::size_t size() const noexcept { return zegoapi_report_user_count(get()); }
    UserOutcome user(std::size_t index) const noexcept {
        return {detail::view(zegoapi_report_user_id(get(), index)), zegoapi_report_outcome(get(), index),
                zegoapi_report_code(get(), index)};
    }
    zegoapi_progress_t progress() const noexcept {
        zegoapi_progress_t progress{};
        zegoapi_report_progress(get(), &progress, nullptr);
        return progress;
    }
    std::size_t repeated() const noexcept { return zegoapi_report_repeated(get()); }
    std::optional<Error> stopped_by() const noexcept {
        const zegoapi_error_t *error = zegoapi_report_stopped_by(get());
        return error == nullptr ? std::nullopt : std::optional<Error>(Error::borrowed(error));
    }
    // The users that a resumed fan-out sends to, borrowed from this report.
    std::vector<std::string_view> remaining(bool duplicates_ok = false) const {
        std::vector<zegoapi_str_t> raw(zegoapi_report_remaining(get(), duplicates_ok ? 1 : 0, nullptr, 0));
        zegoapi_report_remaining(get(), duplicates_ok ? 1 : 0, raw.data(), raw.size());
        std::vector<std::string_view> users;
        for (const auto &user : raw) {
            users.push_back(detail::view(user));
        }
        return users;
    }
};

// One message to any number of users, driven like a Call; requests may be out side by side. One driver.
class FanOut : public detail::Owner<zegoapi_fanout_t, zegoapi_fanout_free> {
public:
    using Owner::Owner;
    template <class Texts>
    static Result<FanOut> begin(const App &app, const Endpoint &endpoint, std::string_view room_id,
                                std::string_view from_user_id, std::string_view content, const Texts &user_ids,
                                const Options &options = Options()) {
        const auto users = detail::list(user_ids);
        return detail::make<FanOut, zegoapi_fanout_t>(zegoapi_fanout_new, app.get(), endpoint.get(),
                                                      detail::str(room_id), detail::str(from_user_id),
                                                      detail::str(content), users.data(), users.size(), options.get());
    }
    Result<Step> next(const Limiter &limiter, zegoapi_time_t now, const Random &random) {
        Step step{0, 0, 0, Request()};
        zegoapi_request_t *request = nullptr;
        auto asked = detail::act(zegoapi_fanout_next, get(), limiter.get(), now, random.data(), &step.kind, &step.ms,
                                 &step.call, &request);
        step.request = Request(request);
        return detail::then(std::move(asked), std::move(step));
    }
    Result<void> reply(std::uint32_t call, const Limiter &limiter, zegoapi_time_t now, std::uint32_t http_status,
                       std::string_view date, std::string_view body) {
        return detail::act(zegoapi_fanout_reply, get(), call, limiter.get(), now, http_status, detail::str(date),
                           detail::str(body));
    }
    Result<void> bad_reply(std::uint32_t call, const Limiter &limiter, zegoapi_time_t now, std::uint32_t http_status,
                           std::string_view body) {
        return detail::act(zegoapi_fanout_bad_reply, get(), call, limiter.get(), now, http_status, detail::str(body));
    }
    Result<void> not_sent(std::uint32_t call, const Limiter &limiter, zegoapi_time_t now, std::uint32_t cause,
                          std::string_view detail) {
        return detail::act(zegoapi_fanout_not_sent, get(), call, limiter.get(), now, cause, detail::str(detail));
    }
    Result<void> unknown(std::uint32_t call, const Limiter &limiter, zegoapi_time_t now, std::uint32_t cause,
                         std::string_view detail) {
        return detail::act(zegoapi_fanout_unknown, get(), call, limiter.get(), now, cause, detail::str(detail));
    }
    Result<void> stop(const Limiter &limiter, zegoapi_time_t now) {
        return detail::act(zegoapi_fanout_stop, get(), limiter.get(), now);
    }
    Result<zegoapi_progress_t> progress() const {
        zegoapi_progress_t progress{};
        return detail::then(detail::act(zegoapi_fanout_progress, get(), &progress), progress);
    }
    Result<Report> report() const { return detail::make<Report, zegoapi_report_t>(zegoapi_fanout_report, get()); }
};

#ifdef ZEGOAPI_HTTP

class Clock : public detail::Owner<zegoapi_clock_t, zegoapi_clock_free> {
public:
    using Owner::Owner;
    static Result<Clock> create() { return detail::make<Clock, zegoapi_clock_t>(zegoapi_clock_new); }
    zegoapi_time_t now() const noexcept {
        zegoapi_time_t now{};
        zegoapi_clock_now(get(), &now, nullptr);
        return now;
    }
};

// Fresh random bytes from the system, for Call::next and FanOut::next.
inline Result<Random> system_random() {
    Random bytes{};
    return detail::then(detail::act(zegoapi_random, bytes.data(), bytes.size()), bytes);
}

// Gives a blocking call up, or stops a fan-out, from another thread. One for each call.
class Cancel : public detail::Owner<zegoapi_cancel_t, zegoapi_cancel_free> {
public:
    using Owner::Owner;
    static Result<Cancel> create() { return detail::make<Cancel, zegoapi_cancel_t>(zegoapi_cancel_new); }
    // What it met: one of ZEGOAPI_CANCELLED_...
    Result<std::uint32_t> cancel() const {
        std::uint32_t met = 0;
        return detail::then(detail::act(zegoapi_cancel_now, get(), &met), met);
    }
    bool is_cancelled() const noexcept { return zegoapi_cancel_is_cancelled(get()); }
};

// A blocking client; share one among all threads.
class Client : public detail::Owner<zegoapi_client_t, zegoapi_client_free> {
public:
    using Owner::Owner;
    // An empty endpoint stands for rtc at the unified host, empty options for the defaults.
    static Result<Client> create(const App &app, const Endpoint &endpoint = Endpoint(),
                                 const Options &options = Options()) {
        return detail::make<Client, zegoapi_client_t>(zegoapi_client_new, app.get(), endpoint.get(), options.get());
    }
    // Blocks until it is over.
    Result<Reply> send(const Command &command, const Options &options = Options(),
                       const Cancel &cancel = Cancel()) const {
        return detail::make<Reply, zegoapi_reply_t>(zegoapi_client_send, get(), command.get(), options.get(),
                                                    cancel.get());
    }
    // To any number of users; blocks until every user is accounted for. `progress` must not throw.
    template <class Texts>
    Result<Report> send_to_users(std::string_view room_id, std::string_view from_user_id, std::string_view content,
                                 const Texts &user_ids, const Options &options = Options(),
                                 const Cancel &cancel = Cancel(),
                                 const std::function<void(const zegoapi_progress_t &)> &progress = nullptr) const {
        const auto users = detail::list(user_ids);
        auto made = detail::make<FanOut, zegoapi_fanout_t>(zegoapi_client_fanout, get(), detail::str(room_id),
                                                           detail::str(from_user_id), detail::str(content),
                                                           users.data(), users.size(), options.get());
        if (!made) {
            return std::move(made).error();
        }
        // C takes its data without const; what is behind it is not changed.
        void *data = const_cast<void *>(static_cast<const void *>(&progress));
        return detail::make<Report, zegoapi_report_t>(zegoapi_client_run, get(), made->get(), cancel.get(),
                                                      progress ? tell : nullptr, data);
    }

private:
    static void tell(void *data, const zegoapi_progress_t *progress) {
        (*static_cast<const std::function<void(const zegoapi_progress_t &)> *>(data))(*progress);
    }
};

// What became of a job; an empty one stands for none.
class Completion : public detail::Owner<zegoapi_completion_t, zegoapi_completion_free> {
public:
    using Owner::Owner;
    std::uint64_t id() const noexcept { return zegoapi_completion_id(get()); }
    zegoapi_status_t status() const noexcept { return zegoapi_completion_status(get()); }
    bool ok() const noexcept { return zegoapi_completion_reply(get()) != nullptr; }
    // Borrowed from this completion, both; empty where there is none.
    Reply reply() const noexcept { return Reply::borrowed(zegoapi_completion_reply(get())); }
    Error error() const noexcept { return Error::borrowed(zegoapi_completion_error(get())); }
};

// A job that a dispatcher did not send.
struct Unsent {
    std::uint64_t id;
    Command command;
};

// Sends without blocking: submit from a game's tick, and poll there. Shut it down before it goes.
class Dispatcher : public detail::Owner<zegoapi_dispatcher_t, zegoapi_dispatcher_free> {
public:
    using Owner::Owner;
    static Result<Dispatcher> create(const Client &client, const Options &options = Options()) {
        return detail::make<Dispatcher, zegoapi_dispatcher_t>(zegoapi_dispatcher_new, client.get(), options.get());
    }
    // Returns the job's number at once.
    Result<std::uint64_t> submit(const Command &command, const Options &options = Options()) const {
        std::uint64_t id = 0;
        auto done = detail::act(zegoapi_dispatcher_submit, get(), command.get(), options.get(), &id);
        return detail::then(std::move(done), id);
    }
    // As zegoapi_dispatcher_submit_with_callback: `callback` must not throw. It is called once, on another thread; not
    // if this fails or the job is handed back, and `user_data` stays yours then.
    Result<std::uint64_t> submit(const Command &command, zegoapi_completion_callback_t callback, void *user_data,
                                 const Options &options = Options()) const {
        std::uint64_t id = 0;
        auto done = detail::act(zegoapi_dispatcher_submit_with_callback, get(), command.get(), options.get(), callback,
                                user_data, &id);
        return detail::then(std::move(done), id);
    }
    // The oldest completion, or an empty one; returns at once.
    Completion poll() const noexcept {
        zegoapi_completion_t *completion = nullptr;
        zegoapi_dispatcher_poll(get(), &completion, nullptr);
        return Completion(completion);
    }
    // Blocks for at most so long.
    Completion wait(Milliseconds timeout) const noexcept {
        zegoapi_completion_t *completion = nullptr;
        zegoapi_dispatcher_wait(get(), detail::count(timeout), &completion, nullptr);
        return Completion(completion);
    }
    Result<bool> cancel(std::uint64_t id) const {
        bool cancelled = false;
        return detail::then(detail::act(zegoapi_dispatcher_cancel, get(), id, &cancelled), cancelled);
    }
    std::size_t pending() const noexcept { return zegoapi_dispatcher_pending(get()); }
    std::size_t workers() const noexcept { return zegoapi_dispatcher_workers(get()); }
    // Blocks for at most so long, and hands back what was not sent.
    Result<std::vector<Unsent>> shutdown(Milliseconds timeout) const {
        zegoapi_unsent_t *raw = nullptr;
        auto done = detail::act(zegoapi_dispatcher_shutdown, get(), detail::count(timeout), &raw);
        detail::Handle<zegoapi_unsent_t, zegoapi_unsent_free> list(raw);
        std::vector<Unsent> unsent;
        for (std::size_t at = 0; at < zegoapi_unsent_count(raw); at++) {
            zegoapi_command_t *command = nullptr;
            zegoapi_unsent_take_command(raw, at, &command, nullptr);
            unsent.push_back({zegoapi_unsent_id(raw, at), Command(command)});
        }
        return detail::then(std::move(done), std::move(unsent));
    }
};

#endif  // ZEGOAPI_HTTP

// A return code, explained.
class Explanation : public detail::Owner<zegoapi_explanation_t, zegoapi_explanation_free> {
public:
    using Owner::Owner;
    // `family` is one of ZEGOAPI_CODE_FAMILY_...
    static Result<Explanation> of(std::uint32_t family, std::int32_t code) {
        return detail::make<Explanation, zegoapi_explanation_t>(zegoapi_explain, family, code);
    }
    std::uint32_t kind() const noexcept { return zegoapi_explanation_kind(get()); }
    bool retryable() const noexcept { return zegoapi_explanation_retryable(get()); }
    std::string_view meaning() const noexcept { return detail::view(zegoapi_explanation_meaning(get())); }
    std::string_view advice() const noexcept { return detail::view(zegoapi_explanation_advice(get())); }
};

}  // namespace zegoapi

#endif  // ZEGOAPI_HPP
