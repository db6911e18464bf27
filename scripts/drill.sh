drill() { :; }
