export { bytesToText, compareBytes, concatBytes } from "./cel/bytes.ts";
export { int32Keys, itemAt, listHas, mapOf, mapValues, uint32Keys, valueAt } from "./cel/collection.ts";
export { textToDouble } from "./cel/double.ts";
export { equalValues } from "./cel/equal-values.ts";
export {
  checkedInt,
  checkedUint,
  doubleToInt,
  doubleToUint,
  textToInt,
  textToUint,
  toInt32,
  toUint32,
} from "./cel/integer.ts";
export { allOf, and, anyOf, or } from "./cel/logic.ts";
export { required, unlessNull } from "./cel/nothing.ts";
export {
  compareText,
  textAt,
  textIndex,
  textLastIndex,
  textLower,
  textPart,
  textReplace,
  textSize,
  textSplit,
  textToBool,
  textTrim,
  textUpper,
} from "./cel/text.ts";
export {
  compareTimes,
  durationMinus,
  durationPlus,
  secondsToTimestamp,
  timeBetween,
  timestampMinus,
  timestampPlus,
} from "./cel/time.ts";
export { type TimePart, timePart } from "./cel/time-part.ts";
export { durationToText, textToDuration, textToTimestamp, timestampToText } from "./cel/time-text.ts";
