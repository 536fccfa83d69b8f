//! Fields of each count, and boxes, which are what is in them.

use super::{Field, Form, Input, Part, Slot, View};
use crate::scalar::InvalidScalar;
use crate::schema::Kind;

impl<T: Part + Default> Field for T {
    fn len(&self) -> usize {
        1
    }

    fn get(&self, _: usize) -> Option<View<'_>> {
        Some(self.view())
    }

    fn put(&mut self, input: Input<'_>) -> Result<Slot<'_>, InvalidScalar> {
        *self = T::make(input)?;
        Ok(self.slot())
    }

    fn clear(&mut self) {
        *self = T::default();
    }
}

impl<T: Part> Field for Option<T> {
    fn len(&self) -> usize {
        usize::from(self.is_some())
    }

    fn get(&self, _: usize) -> Option<View<'_>> {
        self.as_ref().map(T::view)
    }

    fn put(&mut self, input: Input<'_>) -> Result<Slot<'_>, InvalidScalar> {
        Ok(self.insert(T::make(input)?).slot())
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Part> Field for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<View<'_>> {
        self.as_slice().get(index).map(T::view)
    }

    fn put(&mut self, input: Input<'_>) -> Result<Slot<'_>, InvalidScalar> {
        self.push(T::make(input)?);
        Ok(self.last_mut().map_or(Slot::Done, T::slot))
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl Field for bool {
    fn len(&self) -> usize {
        usize::from(*self)
    }

    fn get(&self, _: usize) -> Option<View<'_>> {
        self.then_some(View::Flag)
    }

    fn put(&mut self, _: Input<'_>) -> Result<Slot<'_>, InvalidScalar> {
        *self = true;
        Ok(Slot::Done)
    }

    fn clear(&mut self) {
        *self = false;
    }
}

impl<T: Part> Part for Box<T> {
    const TAG: Option<&'static str> = T::TAG;
    const FORM: Form = T::FORM;
    const KIND: Kind = T::KIND;

    fn make(input: Input<'_>) -> Result<Self, InvalidScalar> {
        T::make(input).map(Box::new)
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        T::slot(self)
    }
}
