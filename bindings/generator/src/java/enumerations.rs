//! Enumerations, and sets of flags as values.

use super::names::{constant, doc};
use crate::middle::Enumeration;

/// An enumeration of numbers.
pub fn enumeration(enumeration: &Enumeration) -> String {
    let name = &enumeration.name;
    let values: Vec<String> = enumeration
        .values
        .iter()
        .map(|value| format!("{}    {}({})", doc(&value.doc, &[], "    "), constant(&value.name), value.number))
        .collect();
    format!(
        "{}public enum {name} {{\n{};\n\n    private static final {name}[] VALUES = values();\n\n    private final int number;\n\n\
         \x20   {name}(int number) {{\n        this.number = number;\n    }}\n\n\
         \x20   /**\n     * The number that stands for it in libvirt's interface.\n     *\n     * @return the number\n     */\n\
         \x20   public int number() {{\n        return number;\n    }}\n\n\
         \x20   static {name} read(Reader in) {{\n        return in.index(VALUES);\n    }}\n\n\
         \x20   static @Nullable {name} withNumber(int number) {{\n        for ({name} value : VALUES) {{\n\
         \x20           if (value.number == number) {{\n                return value;\n            }}\n        }}\n        return null;\n    }}\n}}\n",
        doc(&enumeration.doc, &[], ""),
        values.join(",\n\n")
    )
}

/// A set of flags.
pub fn flags(flags: &Enumeration) -> String {
    let name = &flags.name;
    let constants: String = flags
        .values
        .iter()
        .map(|value| {
            let shown = format!("{:#x}", value.number);
            format!(
                "{}    public static final {name} {} = new {name}({shown});\n\n",
                doc(&value.doc, &[], "    "),
                constant(&value.name)
            )
        })
        .collect();
    let listed: Vec<String> =
        flags.values.iter().map(|value| format!("{:#x}, \"{}\"", value.number, constant(&value.name))).collect();
    format!(
        "{}public record {name}(int bits) implements Flags<{name}> {{\n\
         \x20   /** No flag. */\n    public static final {name} NONE = new {name}(0);\n\n{constants}\
         \x20   private static final Map<Integer, String> NAMES = Flags.names({});\n\n\
         \x20   /**\n     * Several flags together.\n     *\n     * @param flags the flags\n     * @return all of them\n     */\n\
         \x20   public static {name} of({name}... flags) {{\n        return NONE.with(flags);\n    }}\n\n\
         \x20   @Override\n    public {name} withBits(int bits) {{\n        return new {name}(bits);\n    }}\n\n\
         \x20   static {name} read(Reader in) {{\n        return new {name}(in.i32());\n    }}\n\n\
         \x20   @Override\n    public String toString() {{\n        return Flags.text(bits, NAMES);\n    }}\n}}\n",
        doc(&flags.doc, &["@param bits the bits of all flags of the set".to_owned()], ""),
        listed.iter().map(|pair| format!("\n            {pair}")).collect::<Vec<_>>().join(",")
    )
}
