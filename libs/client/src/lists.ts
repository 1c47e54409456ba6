export { decodeText } from './lists/decode-text.js';
export {
  maxListBytes,
  readAddressList,
  type AddressList,
  type ListedAddress,
} from './lists/read-address-list.js';
export { rejectedAsCsv } from './lists/rejected-as-csv.js';
export { requestsOf, sortOut, type Rejected, type SortedList } from './lists/sort-out.js';
