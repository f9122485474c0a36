//! What the tables hold as a whole, and which entry an action's code leads to.

use super::{CodeKind, CodeScope, LimitedBy, ReturnCode, advice, explain, meaning};
use alloc::vec::Vec;

fn all() -> impl Iterator<Item = &'static ReturnCode> {
    CodeScope::ALL.into_iter().flat_map(CodeScope::table)
}

fn found(scope: CodeScope, code: i64) -> Option<CodeScope> {
    scope.explain(code).map(|entry| {
        assert_eq!(entry.code, code);
        entry.scope
    })
}

#[test]
fn the_tables_are_sorted_for_the_search() {
    for scope in CodeScope::ALL {
        assert!(
            scope.table().windows(2).all(|pair| pair[0].code < pair[1].code),
            "{scope:?}"
        );
    }
}

#[test]
fn the_tables_hold_what_is_published() {
    let counts = CodeScope::ALL.map(|scope| scope.table().len());
    assert_eq!(counts, [18, 29, 42, 41, 9, 4, 2]);
    assert_eq!(all().count(), 145);
}

#[test]
fn an_entry_says_its_scope_and_something_to_read() {
    for scope in CodeScope::ALL {
        for entry in scope.table() {
            assert_eq!(entry.scope, scope, "{entry:?}");
            assert!(!entry.meaning.is_empty() && !entry.advice.is_empty(), "{entry:?}");
            assert_ne!(entry.kind, CodeKind::Unlisted, "{entry:?}");
            // 0 is the server's yes.
            assert!(entry.code > 0, "{entry:?}");
        }
    }
}

#[test]
fn exactly_the_refusals_by_a_quota_say_whose() {
    for entry in all() {
        assert_eq!(
            entry.limited_by.is_some(),
            entry.kind == CodeKind::Limited,
            "{entry:?}"
        );
    }
    let of = |by| {
        let entries = all().filter(|entry| entry.limited_by == Some(by));
        entries.map(|entry| entry.code).collect::<Vec<_>>()
    };
    assert_eq!(
        of(LimitedBy::App),
        [206, 110_200_190, 110_200_191, 110_200_194, 1010, 5007, 30_002, 6]
    );
    assert_eq!(of(LimitedBy::Room), [207]);
    assert_eq!(of(LimitedBy::User), [110_200_005, 110_200_006]);
}

#[test]
fn a_number_is_listed_under_every_scope_that_has_it() {
    let scopes = |code| explain(code).map(|entry| entry.scope).collect::<Vec<_>>();
    assert_eq!(
        scopes(3),
        [CodeScope::Room, CodeScope::MediaService, CodeScope::MediaFiles]
    );
    assert_eq!(scopes(41_003), [CodeScope::MediaService, CodeScope::MediaFiles]);
    assert_eq!(scopes(100_000_012), [CodeScope::Gateway]);
    for unlisted in [0, -3, 424_242, 3 + (1 << 32), i64::MIN, i64::MAX] {
        assert_eq!(scopes(unlisted), [], "{unlisted}");
    }
}

#[test]
fn each_scope_finds_all_of_its_own_and_the_gateways() {
    for scope in CodeScope::ALL {
        for entry in scope.codes() {
            assert_eq!(scope.explain(entry.code), Some(entry));
        }
        let own = if scope == CodeScope::Gateway {
            0
        } else {
            scope.table().len()
        };
        assert_eq!(scope.codes().count(), 18 + own, "{scope:?}");
    }
}

#[test]
fn a_code_of_one_scope_means_nothing_to_another() {
    assert_eq!(found(CodeScope::Mixing, 3), None);
    assert_eq!(found(CodeScope::Room, 5007), None);
    assert_eq!(found(CodeScope::MediaService, 206), None);
    assert_eq!(found(CodeScope::Scene, 50_006), None);
}

#[test]
fn moderation_has_the_codes_of_rooms_too() {
    assert_eq!(found(CodeScope::Moderation, 50_006), Some(CodeScope::Moderation));
    assert_eq!(found(CodeScope::Moderation, 206), Some(CodeScope::Room));
    assert_eq!(found(CodeScope::Room, 50_006), None);
}

#[test]
fn of_an_unknown_scope_only_the_gateway_and_the_quotas_are_known() {
    let scope = CodeScope::default();
    assert_eq!(scope, CodeScope::Gateway);
    for entry in all() {
        let known = entry.scope == CodeScope::Gateway || entry.kind == CodeKind::Limited;
        assert_eq!(scope.explain(entry.code), known.then_some(entry), "{entry:?}");
    }
    assert_eq!(scope.explain(424_242), None);
}

#[test]
fn names_and_numbers_lead_back() {
    for kind in CodeKind::ALL {
        assert_eq!(CodeKind::from_name(kind.name()), Some(kind));
        assert_eq!(CodeKind::from_number(kind.number()), Some(kind));
    }
    for scope in CodeScope::ALL {
        assert_eq!(CodeScope::from_name(scope.name()), Some(scope));
        assert_eq!(CodeScope::from_number(scope.number()), Some(scope));
    }
    for by in LimitedBy::ALL {
        assert_eq!(LimitedBy::from_name(by.name()), Some(by));
        assert_eq!(LimitedBy::from_number(by.number()), Some(by));
    }
    assert_eq!(CodeScope::from_name("MediaFiles"), None);
}

#[test]
fn an_unlisted_code_is_spoken_of_too() {
    assert!(meaning(None).contains("do not list"));
    assert!(advice(None).contains("request id"));
    let entry = CodeScope::Room.explain(50_012);
    assert_eq!(advice(entry), "send at most 1024 bytes");
}
