//! A picture of a screen: a small PNG, greyscale with one bit a pixel and not compressed.

const WIDTH: u32 = 320;
const HEIGHT: u32 = 200;

/// The MIME type of [`screen`].
pub const MIME_TYPE: &str = "image/png";

/// A screen with a frame and a chequered middle.
pub fn screen() -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..HEIGHT {
        // Each row begins with the number of its filter: none.
        rows.push(0);
        for first in (0..WIDTH).step_by(8) {
            let byte = (first..first + 8).fold(0u8, |byte, x| (byte << 1) | u8::from(is_light(x, y)));
            rows.push(byte);
        }
    }
    let mut image = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::from(WIDTH.to_be_bytes());
    header.extend(HEIGHT.to_be_bytes());
    // One bit a pixel, greyscale; deflate, adaptive filters, not interlaced.
    header.extend([1, 0, 0, 0, 0]);
    chunk(&mut image, b"IHDR", &header);
    chunk(&mut image, b"IDAT", &stored(&rows));
    chunk(&mut image, b"IEND", &[]);
    image
}

fn is_light(x: u32, y: u32) -> bool {
    let is_frame = x < 4 || y < 4 || x >= WIDTH - 4 || y >= HEIGHT - 4;
    is_frame || (x / 20 + y / 20) % 2 == 1
}

fn chunk(image: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    image.extend((data.len() as u32).to_be_bytes());
    let start = image.len();
    image.extend(kind);
    image.extend(data);
    image.extend(crc32(&image[start..]).to_be_bytes());
}

/// The bytes as a zlib stream of stored blocks.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = data.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

fn adler32(data: &[u8]) -> u32 {
    let (low, high) = data.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65521;
        (low, (high + low) % 65521)
    });
    high << 16 | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sums_are_those_of_their_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn the_picture_has_all_its_chunks() {
        let image = screen();
        assert!(image.starts_with(b"\x89PNG") && image.len() < 10_000);
        assert_eq!(&image[image.len() - 8..image.len() - 4], b"IEND");
    }
}
