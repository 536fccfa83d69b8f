//! What JavaScript says of an operation in one number: which it is, and what shape its result has there.

/// How a result becomes a value of JavaScript. The generator has the same list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// There is none: `undefined`.
    Nothing,
    /// A truth value.
    Boolean,
    /// A number that is never negative.
    Unsigned,
    /// A number.
    Signed,
    /// A `bigint` that is never negative.
    BigUnsigned,
    /// A `bigint`.
    BigSigned,
    /// A number with fraction.
    Float,
    /// A handle of the class.
    Handle,
    /// A value in the definition's encoding: its bytes are in the buffer for results, and their number is given; too many
    /// for that are given as a `Buffer`.
    Encoded,
    /// A text of the definition: a string.
    Text,
    /// Bytes of the definition: a `Buffer`.
    Bytes,
    /// A list of handles of the class: an array.
    Handles,
    /// Bytes of the definition that are text: a string.
    TextOfBytes,
}

const SHAPES: [Shape; 13] = [
    Shape::Nothing,
    Shape::Boolean,
    Shape::Unsigned,
    Shape::Signed,
    Shape::BigUnsigned,
    Shape::BigSigned,
    Shape::Float,
    Shape::Handle,
    Shape::Encoded,
    Shape::Text,
    Shape::Bytes,
    Shape::Handles,
    Shape::TextOfBytes,
];

/// An operation with the shape of its result: 16 bits, 8 bits, and 8 bits for the class of handles, from the lowest.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Which operation.
    pub operation: u32,
    /// What becomes of its result.
    pub shape: Shape,
    /// Which class its handles are of.
    pub class: u32,
}

impl Code {
    /// Takes the number apart. A shape that there is not gives nothing.
    pub fn read(number: u32) -> Code {
        let [low, high, shape, class] = number.to_le_bytes();
        Code {
            operation: u32::from(u16::from_le_bytes([low, high])),
            shape: SHAPES.get(usize::from(shape)).copied().unwrap_or(Shape::Nothing),
            class: u32::from(class),
        }
    }
}

/// The items of an encoded text or of encoded bytes: what follows the length.
pub fn content(encoded: &[u8]) -> &[u8] {
    encoded.get(4..).unwrap_or_default()
}

/// The handles of an encoded list.
pub fn handles(encoded: &[u8]) -> impl Iterator<Item = u64> {
    content(encoded).chunks_exact(8).map(|bytes| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
