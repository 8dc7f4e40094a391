Console.WriteLine("cms");
