/** Path without ending of what compiled upcasters are accompanied by: the functions of the library that whoever runs them needs. */
export const LIBRARY_FILE = "library";
