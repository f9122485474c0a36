// Runs traffic.json through zegoapi.hpp: programs that make calls, and a server that counts them, in virtual time.
#include <algorithm>
#include <map>
#include <queue>
#include <utility>

#include "tools.hpp"

namespace {

using namespace zegoapi;

std::uint64_t count(pack &pack) {
    return static_cast<std::uint64_t>(pack_number(&pack));
}

zegoapi_time_t at(std::uint64_t now) {
    return {now, static_cast<std::int64_t>(1615186943000 + now)};
}

struct Demand {
    explicit Demand(pack &pack)
        : action(pack), room(text(pack)), per_second(count(pack)), from_ms(count(pack)), to_ms(count(pack)) {}
    std::string name() const { return action.named ? std::string(action.name) : "SendCustomCommand"; }
    Command command() const {
        return action.named ? std::move(*action.make())
                            : std::move(*Command::to_users("room1", "server", {"u1", "u2"}, "hi"));
    }

    Action action;
    std::string_view room;
    std::uint64_t per_second, from_ms, to_ms;
};

// A quota as the server keeps it.
struct Quota {
    explicit Quota(pack &pack) : calls(count(pack)), window_ms(count(pack)), code(pack_number(&pack)) {}
    // Whether so many of the arrivals that were let through lie within the window.
    bool full(const std::vector<std::uint64_t> &arrivals, std::uint64_t now) const {
        const auto in_window = [&](std::uint64_t arrival) { return arrival + window_ms > now; };
        const auto found = std::count_if(arrivals.begin(), arrivals.end(), in_window);
        return static_cast<std::uint64_t>(found) >= calls;
    }

    std::uint64_t calls, window_ms;
    std::int64_t code;
};

struct Rule {
    explicit Rule(pack &pack) : app(pack), room(pack) {}
    Quota app, room;
    std::vector<std::uint64_t> arrivals;
    std::map<std::string_view, std::vector<std::uint64_t>> arrivals_of_rooms;
    std::uint64_t refused = 0;
};

struct Process {
    App app = std::move(*App::create(12345, "9193cc662a4c0ec135ec71fb57194b38"));
    std::uint64_t sent = 0;
    // The last call of each action that was sent for the first time.
    std::map<std::string, std::size_t> last_sent;
};

// One call of a process.
struct Made {
    std::size_t process;
    const Demand *demand;
    Call call;
    std::uint64_t began = 0, ended = 0;
    std::uint64_t tries = 0;
    bool over = false, out = false;
    std::pair<std::int64_t, std::int64_t> end{0, 0};
};

enum class What { Begin, Ask, Written, Arrive, Answer, Timeout };

struct Event {
    std::uint64_t at, number;
    What what;
    // Of which call, or for a begin of which process and demand; of which of its tries.
    std::size_t call;
    std::uint64_t tried;
    // What the server answers, once the request has arrived.
    std::int64_t code;
    bool operator>(const Event &other) const { return std::pair(at, number) > std::pair(other.at, other.number); }
};

class Simulation {
public:
    explicit Simulation(pack &pack) : pack_(pack), processes_(count(pack)) {
        for (std::uint64_t left = count(pack); left > 0; left--) {
            const auto option = static_cast<std::uint32_t>(pack_number(&pack));
            CHECK(options_.set(option, count(pack)).ok());
        }
        timeout_ms_ = count(pack);
        for (std::uint64_t left = count(pack); left > 0; left--) {
            demands_.emplace_back(pack);
        }
        way_ms_ = count(pack);
        answer_ms_ = count(pack);
        cold_requests_ = count(pack);
        cold_ms_ = count(pack);
        told_ = pack_number(&pack) == 0;
        if (!pack_nothing(&pack)) {
            handshake_ = Milliseconds(pack_number(&pack));
        }
        for (std::uint64_t left = count(pack); left > 0; left--) {
            const std::string name(text(pack));
            rules_.emplace(name, Rule(pack));
        }
    }

    void run() {
        for (std::size_t process = 0; process < processes_.size(); process++) {
            for (std::size_t demand = 0; demand < demands_.size(); demand++) {
                const Demand &d = demands_[demand];
                for (std::uint64_t k = 0; d.from_ms + k * 1000 / d.per_second < d.to_ms; k++) {
                    const std::uint64_t begins = d.from_ms + process + k * 1000 / d.per_second;
                    put(begins, What::Begin, process * demands_.size() + demand, 0);
                }
            }
        }
        while (!queue_.empty()) {
            const Event event = queue_.top();
            queue_.pop();
            meet(event);
        }
    }

    void check() {
        CHECK_NUMBER(calls_.size(), pack_number(&pack_));
        std::vector<std::pair<std::int64_t, std::int64_t>> ends;
        for (std::uint64_t left = count(pack_); left > 0; left--) {
            const std::int64_t kind = pack_number(&pack_);
            ends.emplace_back(kind, pack_number(&pack_));
        }
        for (const Made &made : calls_) {
            CHECK(made.over && std::find(ends.begin(), ends.end(), made.end) != ends.end());
        }
        for (std::uint64_t left = count(pack_); left > 0; left--) {
            const Rule &rule = rules_.at(std::string(text(pack_)));
            const std::uint64_t from = count(pack_), to = count(pack_);
            const auto within = [&](std::uint64_t arrival) { return arrival >= from && arrival < to; };
            const auto found = std::count_if(rule.arrivals.begin(), rule.arrivals.end(), within);
            const std::int64_t least = pack_number(&pack_), most = pack_number(&pack_);
            CHECK(found >= least && found <= most);
        }
        for (std::uint64_t left = count(pack_); left > 0; left--) {
            const Rule &rule = rules_.at(std::string(text(pack_)));
            CHECK(rule.refused <= count(pack_));
        }
        if (!pack_nothing(&pack_)) {
            const std::uint64_t before = count(pack_);
            for (const Made &made : calls_) {
                CHECK(made.end.first == 0 || made.ended + before >= made.began + timeout_ms_);
            }
        }
        for (std::uint64_t left = count(pack_); left > 0; left--) {
            const std::string name(text(pack_));
            const std::uint64_t longest = count(pack_);
            for (const Made &made : calls_) {
                CHECK(made.demand->name() != name || made.ended - made.began <= longest);
            }
        }
        CHECK(pack_number(&pack_) == 0 || in_order_);
    }

private:
    void put(std::uint64_t time, What what, std::size_t call, std::uint64_t tried, std::int64_t code = 0) {
        queue_.push({time, next_number_++, what, call, tried, code});
    }

    void meet(const Event &event) {
        if (event.what == What::Begin) {
            begin(event);
            return;
        }
        Made &made = calls_[event.call];
        switch (event.what) {
            case What::Begin:
                break;
            case What::Ask:
                ask(event.call, event.at);
                break;
            case What::Written:
                if (made.out && made.tries == event.tried) {
                    CHECK(made.call.written(at(event.at), handshake_).ok());
                }
                break;
            case What::Arrive:
                codes_[{event.call, event.tried}] = arrive(*made.demand, event.at);
                break;
            case What::Answer: {
                const std::string code = std::to_string(codes_[{event.call, event.tried}]);
                const std::string body = R"({"Code":)" + code + R"(,"Message":"m","RequestId":"3"})";
                made.out = false;
                CHECK(made.call.reply(at(event.at), {200, "", body}).ok());
                ask(event.call, event.at);
                break;
            }
            case What::Timeout:
                made.out = false;
                CHECK(made.call.unknown(at(event.at), ZEGOAPI_UNKNOWN_TIMEOUT, "").ok());
                ask(event.call, event.at);
                break;
        }
    }

    void begin(const Event &event) {
        const std::size_t process = event.call / demands_.size();
        const Demand &demand = demands_[event.call % demands_.size()];
        auto call = Call::begin(demand.command(), processes_[process].app, endpoint_, at(event.at), options_);
        Made made{process, &demand, std::move(*call)};
        made.began = event.at;
        calls_.push_back(std::move(made));
        ask(calls_.size() - 1, event.at);
    }

    Random random() {
        Random bytes{};
        asks_++;
        for (std::size_t place = 0; place < 8; place++) {
            bytes[place] = static_cast<std::uint8_t>(asks_ >> (56 - 8 * place));
            bytes[8 + place] = static_cast<std::uint8_t>((asks_ * 7919) >> (8 * place));
        }
        return bytes;
    }

    void ask(std::size_t index, std::uint64_t now) {
        Made &made = calls_[index];
        const auto step = made.call.next(at(now), random());
        stop_if(!step, "a step");
        if (step->kind == ZEGOAPI_STEP_WAIT) {
            put(step->ms, What::Ask, index, made.tries);
        } else if (step->kind == ZEGOAPI_STEP_SEND) {
            send(index, now, step->ms);
        } else {
            const auto outcome = made.call.take_outcome();
            made.over = true;
            made.ended = now;
            if (!outcome) {
                const Error &error = outcome.error();
                made.end = {error.kind(), error.kind() == ZEGOAPI_ERROR_API ? error.code() : error.cause()};
            }
        }
    }

    void send(std::size_t index, std::uint64_t now, std::uint64_t timeout_ms) {
        Made &made = calls_[index];
        Process &process = processes_[made.process];
        if (made.tries++ == 0) {
            const auto [last, is_first] = process.last_sent.try_emplace(made.demand->name(), index);
            in_order_ = in_order_ && (is_first || last->second < index);
            last->second = index;
        }
        made.out = true;
        const std::uint64_t written = now + (process.sent++ < cold_requests_ ? cold_ms_ : 0);
        if (told_) {
            put(written, What::Written, index, made.tries);
        }
        put(written + way_ms_, What::Arrive, index, made.tries);
        const std::uint64_t answered = written + way_ms_ + answer_ms_;
        const bool in_time = answered <= now + timeout_ms;
        put(in_time ? answered : now + timeout_ms, in_time ? What::Answer : What::Timeout, index, made.tries);
    }

    // What the server decides: 0, or the code of the quota that is full.
    std::int64_t arrive(const Demand &demand, std::uint64_t now) {
        Rule &rule = rules_.at(demand.name());
        auto &of_room = rule.arrivals_of_rooms[demand.room];
        const bool room_is_full = rule.room.calls > 0 && rule.room.full(of_room, now);
        if (room_is_full || rule.app.full(rule.arrivals, now)) {
            rule.refused++;
            return room_is_full ? rule.room.code : rule.app.code;
        }
        rule.arrivals.push_back(now);
        of_room.push_back(now);
        return 0;
    }

    pack &pack_;
    std::vector<Process> processes_;
    Options options_ = std::move(*Options::create());
    Endpoint endpoint_ = std::move(*Endpoint::in_region(""));
    std::vector<Demand> demands_;
    std::map<std::string, Rule> rules_;
    std::uint64_t timeout_ms_ = 0, way_ms_ = 0, answer_ms_ = 0, cold_requests_ = 0, cold_ms_ = 0;
    bool told_ = true, in_order_ = true;
    std::optional<Milliseconds> handshake_;
    std::vector<Made> calls_;
    std::map<std::pair<std::size_t, std::uint64_t>, std::int64_t> codes_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> queue_;
    std::uint64_t next_number_ = 0, asks_ = 0;
};

}  // namespace

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: traffic DIRECTORY");
    pack pack = pack_open(argv[1], "traffic");
    const std::int64_t cases = pack_number(&pack);
    for (std::int64_t left = cases; left > 0; left--) {
        checking = pack_name(&pack);
        Simulation simulation(pack);
        simulation.run();
        simulation.check();
    }
    pack_close(&pack);
    checking = "traffic";
    CHECK_NUMBER(cases, 15);
    return finish("traffic (C++)");
}
