//! Enums whose variants have a name and a number that every language uses.
//! Both stand once, beside the variant; all that reads them is made from there.

/// Declares enums: `Variant = number, "name";`. Attributes and documentation are passed through.
///
/// Each gets `ALL`, `name`, `number`, `from_name` and `from_number`. A default is told in the usual way, by
/// `#[derive(Default)]` on the enum and `#[default]` on the variant.
/// The compiler refuses a number that stands twice; a name that stands twice fails in the enum's test.
macro_rules! named {
    ($(
        $(#[$of_enum:meta])*
        $vis:vis enum $Enum:ident {
            $( $(#[$of_variant:meta])* $Variant:ident = $number:literal, $name:literal; )+
        }
    )+) => {$(
        $(#[$of_enum])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(u32)]
        $vis enum $Enum {
            $( $(#[$of_variant])* $Variant = $number, )+
        }

        impl $Enum {
            /// Every one, in the order of their declaration.
            $vis const ALL: [Self; [$($name),+].len()] = [$(Self::$Variant),+];

            /// The name that every language uses.
            $vis const fn name(self) -> &'static str {
                match self {
                    $( Self::$Variant => $name, )+
                }
            }

            /// The number that C uses.
            $vis const fn number(self) -> u32 {
                self as u32
            }

            /// The one of this name; upper and lower case differ.
            $vis fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }

            /// The one of this number.
            $vis fn from_number(number: u32) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.number() == number)
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    named! {
        /// For these tests.
        enum Colour {
            /// First, and not the least number.
            Red = 7, "red";
            /// Two words.
            LightBlue = 2, "light-blue";
        }
    }

    #[test]
    fn a_variant_has_the_name_and_number_that_stand_beside_it() {
        let all = Colour::ALL.map(|colour| (colour, colour.name(), colour.number()));
        assert_eq!(
            all,
            [(Colour::Red, "red", 7), (Colour::LightBlue, "light-blue", 2)]
        );
    }

    #[test]
    fn only_an_exact_name_or_number_leads_back() {
        assert_eq!(Colour::from_name("light-blue"), Some(Colour::LightBlue));
        assert_eq!(Colour::from_number(7), Some(Colour::Red));
        for name in ["", "Red", "red ", "LightBlue", "light_blue"] {
            assert_eq!(Colour::from_name(name), None, "{name:?}");
        }
        for number in [0, 1, 3, u32::MAX] {
            assert_eq!(Colour::from_number(number), None, "{number}");
        }
    }
}
