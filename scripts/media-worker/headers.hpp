// What nearly every source of the worker reads, compiled once: half of the build's time is reading headers.
#include "common.hpp"
#include "RTC/Router.hpp"
